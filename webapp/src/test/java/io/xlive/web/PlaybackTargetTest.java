package io.xlive.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.hls.MediaName;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.media.TrackId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaybackTargetTest {
  private static final StreamPath CAM = new StreamPath("live", "cam1");

  @Test
  void theStreamsOwnName() {
    assertThat(PlaybackTarget.of("/live/cam1.mpd"))
        .contains(new PlaybackTarget.Manifest(new StreamPath("live", "cam1"), "cam1/"));
    assertThat(PlaybackTarget.of("/live/cam1.m3u8"))
        .contains(new PlaybackTarget.Multivariant(CAM, "cam1/"));
    assertThat(PlaybackTarget.of("/a/b/c/d/cam.x.m3u8"))
        .contains(new PlaybackTarget.Multivariant(new StreamPath("a/b/c/d", "cam.x"), "cam.x/"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"index", "playlist", "master"})
  void aliasesBelowTheStream(String name) {
    assertThat(PlaybackTarget.of("/live/cam1/" + name + ".m3u8"))
        .contains(new PlaybackTarget.Multivariant(CAM, ""));
  }

  @Test
  void theTransportStreamForm() {
    assertThat(PlaybackTarget.of("/live/cam1/ts.m3u8"))
        .contains(new PlaybackTarget.TsMultivariant(CAM));
  }

  @Test
  void theStreamAsFlv() {
    assertThat(PlaybackTarget.of("/live/cam1.flv")).contains(new PlaybackTarget.Flv(CAM));
    assertThat(PlaybackTarget.of("/a/b/c/d/cam.x.flv"))
        .contains(new PlaybackTarget.Flv(new StreamPath("a/b/c/d", "cam.x")));
  }

  @Test
  void files() {
    assertThat(PlaybackTarget.of("/live/cam1/video,1,2.m4s"))
        .contains(
            new PlaybackTarget.File(CAM, new MediaName.MediaSegment(new TrackId("video"), 1, 2)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/live",
        "/cam1.m3u8",
        "/cam1.flv",
        "/live/index.flv",
        "/live//cam1.flv",
        "/live/.flv",
        "/index.m3u8",
        "/live/index.m3u8",
        "/live/main.m3u8",
        "/api/cam1.m3u8",
        "/streams/x.m3u8",
        "/live/.m3u8",
        "/live/.hidden.m3u8",
        "/live/a..b.m3u8",
        "/live/cam1",
        "/live/cam1.mp4",
        "/live/cam1/x.ts",
        "/cam1/video,1,2.m4s",
        "/live/cam1//video,1,2.m4s",
        "/live/cam1/video,1,2.exe",
        "/live/é.m3u8",
        "/a/b/c/d/e/f.m3u8",
        "/live/cam1.m3u8/"
      })
  void everythingElseIsNoPlaybackAddress(String path) {
    assertThat(PlaybackTarget.of(path)).isEmpty();
  }
}
