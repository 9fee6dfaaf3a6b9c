package io.xlive.hls;

import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.media.TrackId;
import io.xlive.testkit.ConfigDefaults;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** A window with a clock that only the test moves, and a packager of the publication that runs. */
final class Bench implements InstantSource {
  static final TrackId VIDEO = new TrackId("video");
  static final TrackId AUDIO = new TrackId("audio");

  private static final String BREAK = "#EXT-X-DISCONTINUITY\n";

  final HlsConfig config;
  final PlaylistWindow window;
  StreamPackager packager;
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");

  Bench() {
    this(ConfigDefaults.of(HlsConfig.class));
  }

  Bench(HlsConfig config) {
    this.config = config;
    this.window =
        new PlaylistWindow(
            new StreamPath("live", "cam1"), config, this, PlaylistJournal.NONE, now -> {});
    this.packager = publication(1);
  }

  StreamPackager publication(long epoch) {
    packager = new StreamPackager(epoch, config, Media.CODECS, window);
    return packager;
  }

  Bench push(List<MediaFrame> frames) {
    frames.forEach(packager::accept);
    return this;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  String media(TrackId track) {
    String whole = text(window.snapshot().media(track).orElseThrow());
    // Behind an interrupted stream the next break is told already; most tests look at what was.
    return whole.endsWith(BREAK) ? whole.substring(0, whole.length() - BREAK.length()) : whole;
  }

  String multivariant() {
    return text(window.snapshot().multivariant("").orElseThrow());
  }

  static String text(RenderedPlaylist playlist) {
    return new String(playlist.plain().toArray(), StandardCharsets.UTF_8);
  }

  @Override
  public Instant instant() {
    return now;
  }
}
