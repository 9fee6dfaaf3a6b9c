package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.Bytes;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TsFormTest {
  private final Bench bench = new Bench().push(Media.av(Media.START, Media.START + 6100, 2000));

  private Bytes ts(long number) {
    return bench.window.ts(bench.window.find(1, number).orElseThrow(), Media.CODECS).orElseThrow();
  }

  @Test
  void playlistListsTheSameBoundaries() {
    assertThat(Bench.text(bench.window.snapshot().tsMedia().orElseThrow()))
        .isEqualTo(
            """
            #EXTM3U
            #EXT-X-VERSION:3
            #EXT-X-TARGETDURATION:2
            #EXT-X-MEDIA-SEQUENCE:0
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-PROGRAM-DATE-TIME:2026-03-01T12:00:00.000Z
            #EXTINF:2.000000,
            ts,1,0.ts
            #EXTINF:2.000000,
            ts,1,1.ts
            #EXTINF:2.000000,
            ts,1,2.ts
            """);
    assertThat(Bench.text(bench.window.snapshot().tsMultivariant("cam/").orElseThrow()))
        .contains("CODECS=\"avc1.64001f,mp4a.40.2\",RESOLUTION=1280x720", "\ncam/ts,index.m3u8\n");
  }

  @Test
  void countersGoOnThoughTheSecondIsMadeFirst() {
    Bytes second = ts(1);
    Bytes first = ts(0);
    int[] last = new int[8192];
    java.util.Arrays.fill(last, -1);
    for (Bytes segment : new Bytes[] {first, second}) {
      for (int at = 0; at < segment.length(); at += 188) {
        int pid = segment.u16(at + 1) & 0x1FFF;
        boolean payload = (segment.u8(at + 3) & 0x10) != 0;
        int counter = segment.u8(at + 3) & 0xF;
        if (payload && last[pid] >= 0) {
          assertThat(counter).as("PID %x at %d", pid, at).isEqualTo((last[pid] + 1) % 16);
        }
        if (payload) {
          last[pid] = counter;
        }
      }
    }
  }

  @Test
  void theSameBytesWhetherPartsWereMadeBeforeOrNot() {
    Bytes fresh = ts(0);
    Bench other = new Bench().push(Media.av(Media.START, Media.START + 6100, 2000));
    Segment segment = other.window.find(1, 0).orElseThrow();
    segment.tracks().values().forEach(TrackSegment::bytes);
    assertThat(other.window.ts(segment, Media.CODECS)).contains(fresh);
  }

  @Test
  void madeOnceAndCountedAsHeld() {
    long before = bench.window.heldBytes();
    Bytes made = ts(0);
    assertThat(ts(0)).isSameAs(made);
    assertThat(bench.window.heldBytes()).isEqualTo(before + made.length());
  }

  @Test
  void bandwidthIsNotBelowWhatASegmentTakes() {
    long most = Math.max(ts(0).length(), Math.max(ts(1).length(), ts(2).length())) * 8L / 2;
    String text = Bench.text(bench.window.snapshot().tsMultivariant("").orElseThrow());
    long stated = Long.parseLong(text.replaceAll("(?s).*:BANDWIDTH=(\\d+).*", "$1"));
    assertThat(stated).isBetween(most, most * 13 / 10);
  }

  @Test
  void codecsWithoutAFormHaveNoPlaylist() {
    Bench other = new Bench();
    other.push(
        Media.interleave(
            Media.pictures(Media.VIDEO, Media.START, Media.START + 2100, 40, 2000),
            Media.sound(
                Media.audio("audio", "opus", Optional.empty()), Media.START, Media.START + 2100)));
    assertThat(other.window.snapshot().tsMedia()).isEmpty();
    assertThat(other.window.snapshot().tsMultivariant("")).isEmpty();
    Segment segment = other.window.find(1, 0).orElseThrow();
    assertThat(other.window.ts(segment, Media.CODECS)).isEmpty();
  }
}
