package io.xlive.hls;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.ColorDescription;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.Ratio;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import io.xlive.spi.media.TrackKind;
import io.xlive.testkit.ConfigDefaults;
import io.xlive.testkit.FakeCodec;
import io.xlive.testkit.FakeCodecs;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Stops 5 to 8 of a video frame: a part of 200 ms (six pictures of 10,000 bytes) as {@code moof}
 * and {@code mdat}, and the playlist of six segments.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PackageBenchmark {
  private static final TrackFormat FORMAT =
      new TrackFormat(
          new TrackId("video"),
          TrackKind.VIDEO,
          FakeCodec.VIDEO.id(),
          1000,
          FakeCodec.CONFIG,
          new FormatDetails.Video(
              "avc1.64001f",
              1280,
              720,
              Ratio.ONE,
              Optional.of(new Ratio(30, 1)),
              ColorDescription.UNSPECIFIED,
              false));

  private final List<MediaFrame> frames = new ArrayList<>();
  private PlaylistSnapshot snapshot;

  @Setup
  public void prepare() {
    HlsConfig config = ConfigDefaults.of(HlsConfig.class);
    PlaylistWindow window =
        new PlaylistWindow(
            new StreamPath("live", "bench"),
            config,
            InstantSource.system(),
            PlaylistJournal.NONE,
            now -> {});
    StreamPackager packager =
        new StreamPackager(1, config, new FakeCodecs(FakeCodec.VIDEO), window);
    Bytes payload = Bytes.copyOf(new byte[10_000]);
    for (int i = 0; i < 600; i++) {
      long dts = i * 100L / 3;
      MediaFrame frame =
          new MediaFrame(FORMAT, dts, 0, 0, FrameFlags.of(i % 60 == 0, false), payload);
      packager.accept(frame);
      if (i < 6) {
        frames.add(frame);
      }
    }
    snapshot = window.snapshot();
    if (MediaPlaylist.render(snapshot, FORMAT.id()).isEmpty()) {
      throw new IllegalStateException("no playlist");
    }
  }

  /** What an ingest thread pays for a part that nobody asks for. */
  @Benchmark
  public Object part() {
    return new Part(1, frames, 200, List.of());
  }

  /** What the first one to ask for it pays. */
  @Benchmark
  public Object partBytes() {
    return new Part(1, frames, 200, List.of()).bytes();
  }

  /** What a segment's end costs, whoever watches. */
  @Benchmark
  public Object playlist() {
    return MediaPlaylist.render(snapshot, FORMAT.id()).orElseThrow().toString();
  }
}
