package io.xlive.hls;

import io.xlive.mediakit.ts.TsMuxer;
import io.xlive.spi.codec.Codecs;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The MPEG-TS form of segments: the first video and the first audio track, muxed. Stateless. */
final class TsForms {
  private static final int PACKET = 188;
  private static final int PACKET_PAYLOAD = 184;

  /** PES header, access unit delimiter or ADTS header. */
  private static final int FRAME_OVERHEAD = 32;

  /** A muxer fills each track to a multiple of 16 packets and adds tables and clock references. */
  private static final int SEGMENT_PACKETS = 64;

  private TsForms() {}

  /** The tracks of a segment that go in: video first. */
  static List<TrackSegment> tracks(Segment segment) {
    List<TrackSegment> chosen = new ArrayList<>(2);
    first(segment, TrackKind.VIDEO).ifPresent(chosen::add);
    first(segment, TrackKind.AUDIO).ifPresent(chosen::add);
    return chosen;
  }

  private static Optional<TrackSegment> first(Segment segment, TrackKind kind) {
    return segment.tracks().values().stream()
        .filter(t -> t.init().format().kind() == kind)
        .min(Comparator.comparing(t -> t.init().format().id().value()));
  }

  /** Whether each of its tracks has a form in MPEG-TS; also when it has no track. */
  static boolean carries(Segment segment) {
    return tracks(segment).stream().allMatch(t -> t.init().codec().ts().isPresent());
  }

  /** The segment's bytes; empty when a track has no form, or when there is none. */
  static Optional<Bytes> bytes(Segment segment, Codecs codecs) {
    List<TrackSegment> tracks = tracks(segment);
    if (tracks.isEmpty() || !carries(segment)) {
      return Optional.empty();
    }
    List<TrackFormat> formats = tracks.stream().map(t -> t.init().format()).toList();
    List<MediaFrame> frames = new ArrayList<>();
    for (TrackSegment track : tracks) {
      track.parts().forEach(part -> frames.addAll(part.frames()));
    }
    Part last = tracks.getFirst().parts().getLast();
    long lastDuration = last.endDts() - last.frames().getLast().dts();
    return Optional.of(
        new TsMuxer(formats, codecs)
            .segment(segment.number(), segment.discontinuity(), frames, lastDuration));
  }

  /** About how many bytes the segment takes, never less: without making it. */
  static long estimate(Segment segment) {
    long packets = SEGMENT_PACKETS;
    for (TrackSegment track : tracks(segment)) {
      for (Part part : track.parts()) {
        for (MediaFrame frame : part.frames()) {
          int bytes = frame.payload().length() + FRAME_OVERHEAD;
          packets += (bytes + PACKET_PAYLOAD - 1) / PACKET_PAYLOAD;
        }
      }
    }
    return packets * PACKET;
  }
}
