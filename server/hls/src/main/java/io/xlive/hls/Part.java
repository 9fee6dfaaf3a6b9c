package io.xlive.hls;

import io.xlive.mediakit.iso.Box;
import io.xlive.mediakit.iso.FragmentWriter;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.Ticks;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a segment of one track: a list of frames until its bytes are first asked for, then the
 * bytes. They are made once, whoever and however many ask; from then on the frames are views into
 * them, so nothing is held twice.
 */
final class Part {
  private final long sequence;
  private final long endDts;
  private final boolean independent;
  private final List<Box> before;
  private final long payloadBytes;
  private volatile List<MediaFrame> frames;
  private volatile @Nullable Bytes made;

  /**
   * A finished part.
   *
   * @param sequence counts the parts of the track
   * @param frames one or more, of one format, in decoding order
   * @param endDts when the last one ends, in ticks of the format
   * @param before boxes that stand first
   */
  Part(long sequence, List<MediaFrame> frames, long endDts, List<Box> before) {
    this.sequence = sequence;
    this.frames = List.copyOf(frames);
    this.endDts = endDts;
    this.before = List.copyOf(before);
    this.independent = frames.getFirst().key() || !frames.getFirst().video();
    long sum = 0;
    for (MediaFrame frame : frames) {
      sum += frame.payload().length();
    }
    this.payloadBytes = sum;
  }

  /** Whether it starts with a frame at which decoding can start. */
  boolean independent() {
    return independent;
  }

  /** Length in nanoseconds. */
  long nanos() {
    return Ticks.toNanos(ticks(), frames.getFirst().format().timescale());
  }

  /** Length in ticks. */
  long ticks() {
    return endDts - frames.getFirst().dts();
  }

  long endDts() {
    return endDts;
  }

  /** Frames in decoding order. */
  List<MediaFrame> frames() {
    return frames;
  }

  long payloadBytes() {
    return payloadBytes;
  }

  /** Whether somebody asked already. */
  boolean rendered() {
    return made != null;
  }

  /** {@code moof} and {@code mdat}. */
  Bytes bytes() {
    Bytes bytes = made;
    return bytes == null ? make() : bytes;
  }

  private synchronized Bytes make() {
    Bytes bytes = made;
    if (bytes != null) {
      return bytes;
    }
    List<MediaFrame> source = frames;
    MediaFrame last = source.getLast();
    bytes =
        FragmentWriter.fragment(
            InitSegment.TRACK,
            sequence,
            source.getFirst().dts(),
            source,
            endDts - last.dts(),
            before);
    int at = (int) (bytes.length() - payloadBytes);
    List<MediaFrame> views = new ArrayList<>(source.size());
    for (MediaFrame frame : source) {
      int length = frame.payload().length();
      views.add(
          new MediaFrame(
              frame.format(),
              frame.dts(),
              frame.ptsOffset(),
              frame.arrivalNanos(),
              frame.flags(),
              bytes.slice(at, length)));
      at += length;
    }
    made = bytes;
    frames = List.copyOf(views);
    return bytes;
  }
}
