package io.xlive.hls;

import io.xlive.mediakit.iso.Box;
import io.xlive.mediakit.iso.FragmentWriter;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.Ticks;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a segment of one track: frames until its bytes are first asked for, then the bytes.
 * They are made once, whoever and however many ask; from then on the frames are views into them, so
 * nothing is held twice.
 */
final class Part {
  private final long sequence;
  private final long endDts;
  private final boolean independent;
  private final List<Box> before;
  private final long payloadBytes;
  private final long nanos;
  private volatile FrameRun frames;
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
    this.frames = FrameRun.of(frames);
    this.endDts = endDts;
    this.before = List.copyOf(before);
    this.independent = frames.getFirst().key() || !frames.getFirst().video();
    long sum = 0;
    for (MediaFrame frame : frames) {
      sum += frame.payload().length();
    }
    this.payloadBytes = sum;
    this.nanos = Ticks.toNanos(ticks(), this.frames.format().timescale());
  }

  /** Whether it starts with a frame at which decoding can start. */
  boolean independent() {
    return independent;
  }

  /** Length in nanoseconds. */
  long nanos() {
    return nanos;
  }

  /** Length in ticks. */
  long ticks() {
    return endDts - frames.dts(0);
  }

  long endDts() {
    return endDts;
  }

  /** How many frames it has. */
  int frameCount() {
    return frames.size();
  }

  /** Frames in decoding order, made anew. */
  List<MediaFrame> frames() {
    return frames.frames();
  }

  /** The first frame at which decoding can start. */
  Optional<MediaFrame> keyFrame() {
    FrameRun now = frames;
    for (int i = 0; i < now.size(); i++) {
      if (now.key(i)) {
        return Optional.of(now.frame(i));
      }
    }
    return Optional.empty();
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
    FrameRun source = frames;
    long lastDts = source.dts(source.size() - 1);
    bytes =
        FragmentWriter.fragment(
            InitSegment.TRACK, sequence, source.dts(0), source.frames(), endDts - lastDts, before);
    made = bytes;
    frames = source.in(bytes.from((int) (bytes.length() - payloadBytes)));
    return bytes;
  }
}
