package io.xlive.hls;

import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.Ticks;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import io.xlive.spi.media.TrackKind;
import io.xlive.spi.output.PublishedStream;
import io.xlive.spi.output.SubscribeRequest;
import io.xlive.spi.output.Subscription;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One rendition of a programme: its subscription, the names of its tracks in the programme, and
 * where its time lies. Used by the programme's thread, but for what is said otherwise.
 */
final class LadderMember {
  private static final long UNKNOWN = Long.MIN_VALUE;

  private final String rendition;
  private final PublishedStream stream;
  private final Subscription subscription;
  private final PartSignal signal;
  private final Map<TrackId, Named> names = new HashMap<>();
  private boolean tells;
  private long offsetNanos = UNKNOWN;
  private long newestNanos = UNKNOWN;
  private long aheadNanos;
  private long heardMillis;

  LadderMember(
      String rendition, PublishedStream stream, HlsConfig config, BooleanSupplier awaited) {
    this.rendition = rendition;
    this.stream = stream;
    this.subscription = stream.subscribe(config.buffer(), SubscribeRequest.Start.CACHED_GOP);
    this.signal = new PartSignal(config.partDuration(), awaited);
    subscription.signal(signal);
  }

  /** A format as it came, and as the programme has it. */
  private record Named(TrackFormat source, TrackFormat target) {}

  String rendition() {
    return rendition;
  }

  PublishedStream stream() {
    return stream;
  }

  PartSignal signal() {
    return signal;
  }

  /** Says which frames complete the programme's open parts, in the programme's time. */
  void expect(long videoNanos, long audioNanos) {
    signal.expect(own(videoNanos), own(audioNanos));
  }

  /** A time of the programme in the member's own; the least value stands for any. */
  private long own(long nanos) {
    return nanos == Long.MIN_VALUE || offsetNanos == UNKNOWN ? Long.MIN_VALUE : nanos - offsetNanos;
  }

  /** Why its publication ended; its ring may still hold frames. */
  Optional<EndReason> ended() {
    return subscription.ended();
  }

  /** Its tracks, by their names in the programme. */
  List<TrackId> tracks() {
    return names.values().stream().map(named -> named.target().id()).toList();
  }

  /** Decoding time in the programme of its newest frame; the least value before the first. */
  long newestNanos() {
    return newestNanos;
  }

  /** How far its newest frame's time in the programme is ahead of that frame's arrival. */
  long aheadNanos() {
    return aheadNanos;
  }

  /** When it last gave a frame, in milliseconds; 0 before. */
  long heardMillis() {
    return heardMillis;
  }

  /**
   * Takes frames, with the names and the times that they have in the programme.
   *
   * @param place finds where the member's time lies, when it begins and when its own time broke
   */
  int drain(Place place, Consumer<MediaFrame> sink, int most, long nowMillis) {
    int count = subscription.drain(frame -> take(place, frame, sink), most);
    if (count > 0) {
      heardMillis = nowMillis;
    }
    return count;
  }

  /** Whether its timed metadata is the programme's: encoders send the same with each rendition. */
  void tells(boolean first) {
    tells = first;
  }

  /** Finds where a member's time lies in the programme. */
  interface Place {
    /**
     * What to add to a member's media time.
     *
     * @param nanos media time of its next frame
     * @param arrivalNanos when that one arrived
     */
    long offset(LadderMember member, long nanos, long arrivalNanos);
  }

  private void take(Place place, MediaFrame frame, Consumer<MediaFrame> sink) {
    TrackKind kind = frame.format().kind();
    if (kind == TrackKind.DATA) {
      if (tells && offsetNanos != UNKNOWN) {
        sink.accept(shifted(frame, frame.format()));
      }
      return;
    }
    if (kind != TrackKind.VIDEO && kind != TrackKind.AUDIO) {
      return;
    }
    int timescale = frame.format().timescale();
    long nanos = Ticks.toNanos(frame.dts(), timescale);
    if (offsetNanos == UNKNOWN || frame.flags().discontinuity()) {
      offsetNanos = place.offset(this, nanos, frame.arrivalNanos());
    }
    newestNanos = Math.max(newestNanos, nanos + offsetNanos);
    aheadNanos = nanos + offsetNanos - frame.arrivalNanos();
    TrackFormat format = named(frame.format());
    sink.accept(shifted(frame, format));
  }

  private MediaFrame shifted(MediaFrame frame, TrackFormat format) {
    return new MediaFrame(
        format,
        frame.dts() + Ticks.fromNanos(offsetNanos, format.timescale()),
        frame.ptsOffset(),
        frame.arrivalNanos(),
        frame.flags(),
        frame.payload());
  }

  /** One for each track, however often a publisher says its format again. */
  private TrackFormat named(TrackFormat source) {
    Named known = names.get(source.id());
    if (known == null || known.source() != source) {
      known = new Named(source, Renditions.name(rendition, source));
      names.put(source.id(), known);
    }
    return known.target();
  }

  /** Gives the subscription back. Any thread. */
  void close() {
    subscription.close();
  }
}
