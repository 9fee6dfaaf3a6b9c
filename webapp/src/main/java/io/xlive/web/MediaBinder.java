package io.xlive.web;

import io.xlive.flv.FlvConfig;
import io.xlive.flv.FlvOutput;
import io.xlive.flv.FlvStreams;
import io.xlive.hls.FileJournal;
import io.xlive.hls.HlsConfig;
import io.xlive.hls.HlsOutput;
import io.xlive.hls.HlsStreams;
import io.xlive.hls.Viewers;
import io.xlive.kernel.Plugins;
import io.xlive.spi.Streams;
import io.xlive.spi.codec.Codecs;
import io.xlive.spi.output.Output;
import io.xlive.spi.ratelimit.RateLimits;
import io.xlive.stream.Gate;
import io.xlive.stream.StreamConfig;
import io.xlive.stream.StreamEvents;
import io.xlive.stream.StreamHub;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.hk2.api.Factory;
import org.glassfish.hk2.utilities.binding.AbstractBinder;

/** Binds the hub and HLS, which know nothing of a container. */
final class MediaBinder extends AbstractBinder {
  @Override
  protected void configure() {
    bindFactory(EventsFactory.class, Singleton.class).to(StreamEvents.class).in(Singleton.class);
    bindFactory(HlsStreamsFactory.class, Singleton.class).to(HlsStreams.class).in(Singleton.class);
    bindFactory(HlsOutputFactory.class, Singleton.class).to(HlsOutput.class).in(Singleton.class);
    bindFactory(FlvStreamsFactory.class, Singleton.class).to(FlvStreams.class).in(Singleton.class);
    bindFactory(FlvOutputFactory.class, Singleton.class).to(FlvOutput.class).in(Singleton.class);
    bindFactory(HubFactory.class, Singleton.class)
        .to(StreamHub.class)
        .to(Streams.class)
        .in(Singleton.class);
  }

  private record EventsFactory(StreamConfig config) implements Factory<StreamEvents> {
    @Inject
    EventsFactory {}

    @Override
    public StreamEvents provide() {
      return new StreamEvents(config.eventQueue());
    }

    @Override
    public void dispose(StreamEvents instance) {}
  }

  private record HlsStreamsFactory(
      HlsConfig config,
      Codecs codecs,
      InstantSource clock,
      StreamEvents events,
      SecurityBinder.DataFolder data)
      implements Factory<HlsStreams> {
    @Inject
    HlsStreamsFactory {}

    @Override
    public HlsStreams provide() {
      return new HlsStreams(
          config,
          codecs,
          clock,
          new FileJournal(
              data.path().resolve("playlists"),
              config.journalRetention(),
              config.journalStreams(),
              clock),
          new Viewers(config.viewers(), clock, events, new SecureRandom()));
    }

    @Override
    public void dispose(HlsStreams instance) {}
  }

  private record HlsOutputFactory(HlsStreams streams) implements Factory<HlsOutput> {
    @Inject
    HlsOutputFactory {}

    @Override
    public HlsOutput provide() {
      return new HlsOutput(streams);
    }

    @Override
    public void dispose(HlsOutput instance) {}
  }

  private record FlvStreamsFactory(
      FlvConfig config, Codecs codecs, StreamEvents events, InstantSource clock)
      implements Factory<FlvStreams> {
    @Inject
    FlvStreamsFactory {}

    @Override
    public FlvStreams provide() {
      return new FlvStreams(config, codecs, events, clock, System::nanoTime);
    }

    @Override
    public void dispose(FlvStreams instance) {}
  }

  private record FlvOutputFactory(FlvStreams streams) implements Factory<FlvOutput> {
    @Inject
    FlvOutputFactory {}

    @Override
    public FlvOutput provide() {
      return new FlvOutput(streams);
    }

    @Override
    public void dispose(FlvOutput instance) {}
  }

  private record HubFactory(
      StreamConfig config,
      Gate gate,
      RateLimits limits,
      Plugins plugins,
      HlsOutput hls,
      HlsStreams streams,
      FlvOutput flv,
      FlvStreams flvStreams,
      StreamEvents events,
      InstantSource clock)
      implements Factory<StreamHub> {
    @Inject
    HubFactory {}

    @Override
    public StreamHub provide() {
      return new StreamHub(
          config,
          new LadderGate(gate, streams),
          limits,
          this::outputs,
          events,
          clock,
          new HeldMedia(streams, flvStreams));
    }

    private List<Output> outputs() {
      List<Output> all = new ArrayList<>();
      all.add(hls);
      all.add(flv);
      plugins.outputs().live().forEach(all::add);
      return all;
    }

    @Override
    public void dispose(StreamHub instance) {}
  }
}
