package io.xlive.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.Peer;
import io.xlive.spi.media.StreamPath;
import io.xlive.stream.StreamStatus;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamJsonTest {
  private static final Peer PUBLISHER =
      new Peer("rtmp", new InetSocketAddress("192.0.2.1", 4000), "OBS", false, "1");
  private static final StreamStatus LIVE =
      new StreamStatus(
          new StreamPath("live", "cam"),
          1,
          StreamStatus.State.LIVE,
          Instant.EPOCH,
          PUBLISHER,
          "ann",
          List.of(),
          0,
          0,
          0,
          0,
          Map.of(),
          0,
          0,
          0);

  @ParameterizedTest
  @ValueSource(strings = {"", "/xlive"})
  void playbackIsBelowTheWebApplication(String context) {
    assertThat(StreamJson.of(LIVE, Map.of(), false, context).playback())
        .containsEntry("hls", context + "/live/cam.m3u8")
        .containsEntry("hls_ts", context + "/live/cam/ts.m3u8")
        .containsEntry("dash", context + "/live/cam.mpd")
        .containsEntry("flv", context + "/live/cam.flv")
        .containsEntry("ws_flv", context + "/live/cam.flv");
  }

  @Test
  void theAddressIsForThoseWhoMaySeeIt() {
    assertThat(StreamJson.of(LIVE, Map.of(), true, "").publisher().remoteAddress())
        .contains("192.0.2.1:4000");
    assertThat(StreamJson.of(LIVE, Map.of(), false, "").publisher().remoteAddress()).isEmpty();
  }
}
