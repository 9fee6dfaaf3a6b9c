package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SegmentBytesTest {
  private final Bench bench = new Bench().push(Media.av(Media.START, Media.START + 4100, 2000));

  private TrackSegment segment(long number, TrackId track) {
    return bench.window.find(1, number).orElseThrow().track(track).orElseThrow();
  }

  @Test
  void bytesAreMadeOnceAndOnlyWhenAskedFor() {
    Part part = segment(0, Bench.VIDEO).parts().getFirst();
    assertThat(part.rendered()).isFalse();
    Bytes first = part.bytes();
    assertThat(part.bytes()).isSameAs(first);
    assertThat(part.rendered()).isTrue();
  }

  @Test
  void framesAreTheSameBeforeAndAfter() {
    Part part = segment(0, Bench.VIDEO).parts().getFirst();
    List<MediaFrame> before = part.frames();
    part.bytes();
    assertThat(part.frames()).isEqualTo(before);
  }

  @Test
  void aSegmentIsItsPartsInOrder() {
    TrackSegment segment = segment(1, Bench.AUDIO);
    List<Bytes> parts = segment.parts().stream().map(Part::bytes).toList();
    assertThat(segment.bytes()).containsExactlyElementsOf(parts);
  }

  @Test
  void partsFollowEachOtherWithoutAGapAndAreNearlyFull() {
    for (TrackId track : List.of(Bench.VIDEO, Bench.AUDIO)) {
      List<Part> parts = new ArrayList<>(segment(0, track).parts());
      parts.addAll(segment(1, track).parts());
      for (int i = 1; i < parts.size(); i++) {
        assertThat(parts.get(i).frames().getFirst().dts()).isEqualTo(parts.get(i - 1).endDts());
      }
      List<Part> full = segment(0, track).parts();
      double scale = full.getFirst().frames().getFirst().format().timescale();
      for (Part part : full.subList(0, full.size() - 1)) {
        assertThat(part.ticks() / scale).isBetween(0.170, 0.200);
      }
    }
  }

  @Test
  void everyFrameIsInASegmentInOrder() {
    bench.packager.end();
    List<Long> seen = new ArrayList<>();
    for (Segment segment : bench.window.snapshot().segments()) {
      for (Part part : segment.track(Bench.VIDEO).orElseThrow().parts()) {
        part.frames().forEach(f -> seen.add(f.dts()));
      }
    }
    List<Long> pushed =
        Media.pictures(Media.VIDEO, Media.START, Media.START + 4100, 40, 2000).stream()
            .map(MediaFrame::dts)
            .toList();
    assertThat(seen).isEqualTo(pushed);
  }

  @Test
  void bandwidthIsNotBelowWhatASegmentTakes() {
    long most = 0;
    for (long number = 0; number < 2; number++) {
      long bits = 0;
      for (TrackId track : List.of(Bench.VIDEO, Bench.AUDIO)) {
        TrackSegment segment = segment(number, track);
        long bytes = segment.bytes().stream().mapToLong(Bytes::length).sum();
        bits += bytes * 8_000_000_000L / segment.nanos();
      }
      most = Math.max(most, bits);
    }
    Matcher stated = Pattern.compile(":BANDWIDTH=(\\d+)").matcher(bench.multivariant());
    assertThat(stated.find()).isTrue();
    assertThat(Long.parseLong(stated.group(1))).isBetween(most, most + most / 20);
  }

  @Test
  void audioKeepsItsExactDistanceAndItsPlace() {
    List<Part> parts = segment(0, Bench.AUDIO).parts();
    List<MediaFrame> frames = parts.stream().flatMap(p -> p.frames().stream()).toList();
    assertThat(frames.getFirst().dts()).isEqualTo(480_000);
    assertThat(frames.getFirst().format().timescale()).isEqualTo(48_000);
    for (int i = 0; i < frames.size(); i++) {
      assertThat(frames.get(i).dts()).isEqualTo(480_000 + 1024L * i);
    }
  }
}
