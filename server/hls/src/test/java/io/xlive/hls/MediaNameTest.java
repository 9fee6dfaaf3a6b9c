package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.TrackId;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
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

  private static final String EPOCH = ",(0|[1-9a-z][0-9a-z]{0,11}),";
  private static final String NUMBER = "(0|[1-9][0-9]{0,17})";
  private static final String SMALL = "(0|[1-9][0-9]{0,8})";

  /** The names of playlists as one expression. */
  private static final Pattern RULE =
      Pattern.compile(
          "[a-z0-9-]{1,32}(,index\\.m3u8|"
              + (EPOCH + "(init-" + SMALL + "\\.mp4|" + NUMBER + "(," + SMALL + ")?\\.m4s))")
              + ("|ts" + EPOCH + NUMBER + "\\.ts"));

  @Test
  void takesExactlyWhatTheRuleDescribes() {
    Random random = new Random(1);
    List<String> seeds =
        List.of(
            "a-1,index.m3u8",
            "video,1z,12.m4s",
            "v,0,0,0.m4s",
            "a,1,init-3.mp4",
            "ts,9,1.ts",
            "ts,1,1,1.m4s",
            "ts,index.m3u8",
            "v,zzzzzzzzzzzz,999999999999999999,999999999.m4s");
    String letters = "azAZ019-+,.\n\u0661/ts";
    int taken = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
      for (int edits = random.nextInt(3); edits > 0; edits--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.setCharAt(at, letters.charAt(random.nextInt(letters.length())));
          default -> text.insert(at, letters.charAt(random.nextInt(letters.length())));
        }
      }
      boolean expected = RULE.matcher(text).matches();
      taken += expected ? 1 : 0;
      assertThat(MediaName.parse(text.toString()).isPresent()).as("%s", text).isEqualTo(expected);
    }
    assertThat(taken).isBetween(40_000, 160_000);
  }

  @Test
  void readsTheLargestNumbers() {
    assertThat(MediaName.parse("v,zzzzzzzzzzzz,999999999999999999,999999999.m4s"))
        .contains(
            new MediaName.MediaPart(
                new TrackId("v"),
                4_738_381_338_321_616_895L,
                999_999_999_999_999_999L,
                999_999_999));
  }
}
