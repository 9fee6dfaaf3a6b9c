package io.xlive.stream;

import io.xlive.spi.media.MediaFrame;
import java.util.Arrays;

/**
 * The frames since the last key frame, by reference, for readers that come in between; used by the
 * stream's writer only. Without video it holds the last second or two. A group that outgrows its
 * bounds is forgotten until the next key frame: a part of it would show nothing.
 */
final class GopCache {
  private static final long AUDIO_MILLIS = 1_000;
  private static final int MAX_FRAMES = 1 << 16;

  private final long mostBytes;
  private final long mostMillis;
  private MediaFrame[] frames = new MediaFrame[64];
  private int[] tracks = new int[64];
  private long[] millis = new long[64];
  private int size;
  private boolean collecting;
  private long bytes;
  private volatile long published;

  GopCache(long mostBytes, long mostMillis) {
    this.mostBytes = mostBytes;
    this.mostMillis = mostMillis;
  }

  /**
   * Adds a frame; {@code key} says that it begins a group, {@code audioOnly} that there are no
   * groups.
   */
  void add(MediaFrame frame, int track, long at, boolean key, boolean audioOnly) {
    if (key && !audioOnly) {
      clear();
      collecting = true;
    } else if (audioOnly) {
      collecting = true;
      trim(at);
    }
    if (!collecting) {
      return;
    }
    if (bytes + frame.payload().length() > mostBytes
        || (size > 0 && at - millis[0] > mostMillis)
        || size == MAX_FRAMES) {
      clear();
      return;
    }
    if (size == frames.length) {
      frames = Arrays.copyOf(frames, size * 2);
      tracks = Arrays.copyOf(tracks, size * 2);
      millis = Arrays.copyOf(millis, size * 2);
    }
    frames[size] = frame;
    tracks[size] = track;
    millis[size] = at;
    size++;
    bytes += frame.payload().length();
    published = bytes;
  }

  /** Forgets everything until the next key frame. */
  void clear() {
    Arrays.fill(frames, 0, size, null);
    size = 0;
    bytes = 0;
    published = 0;
    collecting = false;
  }

  /** Gives everything to a ring. */
  void prefill(FrameRing ring) {
    for (int i = 0; i < size; i++) {
      ring.prefill(frames[i], tracks[i], millis[i]);
    }
  }

  /** Payload bytes held; any thread. */
  long bytes() {
    return published;
  }

  /** Cuts two seconds down to one, so that each frame is moved once at most. */
  private void trim(long at) {
    if (size == 0 || at - millis[0] <= 2 * AUDIO_MILLIS) {
      return;
    }
    int from = 0;
    long gone = 0;
    while (from < size && at - millis[from] > AUDIO_MILLIS) {
      gone += frames[from].payload().length();
      from++;
    }
    int kept = size - from;
    System.arraycopy(frames, from, frames, 0, kept);
    System.arraycopy(tracks, from, tracks, 0, kept);
    System.arraycopy(millis, from, millis, 0, kept);
    Arrays.fill(frames, kept, size, null);
    size = kept;
    bytes -= gone;
  }
}
