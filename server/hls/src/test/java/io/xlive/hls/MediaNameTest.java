package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.TrackId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaNameTest {
  private static final TrackId TRACK = new TrackId("audio-1");

  @Test
  void readsWhatPlaylistsContain() {
    assertThat(MediaName.parse("audio-1,index.m3u8")).contains(new MediaName.Playlist(TRACK));
    assertThat(MediaName.parse("ts,index.m3u8")).contains(new MediaName.TsPlaylist());
    assertThat(MediaName.parse("audio-1,1z,init-3.mp4")).contains(new MediaName.Init(TRACK, 71, 3));
    assertThat(MediaName.parse("audio-1,1z,12.m4s"))
        .contains(new MediaName.MediaSegment(TRACK, 71, 12));
    assertThat(MediaName.parse("audio-1,1z,12,4.m4s"))
        .contains(new MediaName.MediaPart(TRACK, 71, 12, 4));
    assertThat(MediaName.parse("ts,1z,0.ts")).contains(new MediaName.TsSegment(71, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "video",
        "index.m3u8",
        ",index.m3u8",
        "video,index.m3u8x",
        "VIDEO,index.m3u8",
        "video,1,01.m4s",
        "video,1,-1.m4s",
        "video,1,+1.m4s",
        "video,01,1.m4s",
        "video,1Z,1.m4s",
        "video,1,1.mp4",
        "video,1,init-.mp4",
        "video,1,init-00.mp4",
        "video,1,1,.m4s",
        "video,1,1,1,1.m4s",
        "video,1,9999999999999999999.m4s",
        "video,zzzzzzzzzzzzz,1.m4s",
        "video,1,1,9999999999.m4s",
        "../video,1,1.m4s",
        "video,1,1.m4s\n",
        "ts,1,1.m4s.ts",
        "video,١,1.m4s",
        "video ,1,1.m4s"
      })
  void refusesEveryOtherSpelling(String file) {
    assertThat(MediaName.parse(file)).isEmpty();
  }

  @Test
  void refusesWhatIsTooLongWithoutLooking() {
    assertThat(MediaName.parse("a".repeat(1_000_000) + ",index.m3u8")).isEmpty();
  }
}
