package io.xlive.plugin.rtmp;

import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.Ticks;
import io.xlive.spi.media.TrackId;
import io.xlive.spi.media.TrackKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Event loop: the frames since the last key frame of video, and the state before them, for the
 * first player of other capabilities than those that play already. Holds references only.
 */
final class RecentFrames {
  private final boolean kept;
  private final long mostBytes;
  private final long mostMillis;
  private final Map<TrackId, MediaFrame> state = new LinkedHashMap<>();
  private final List<MediaFrame> frames = new ArrayList<>();
  private long bytes;

  /**
   * @param kept whether frames are kept at all, and not state alone
   */
  RecentFrames(RtmpPlayConfig config, boolean kept) {
    this.kept = kept;
    this.mostBytes = config.gopBytes().bytes();
    this.mostMillis = config.gopTime().toMillis();
  }

  void add(List<MediaFrame> more) {
    for (MediaFrame frame : more) {
      if (frame.format().kind() == TrackKind.DATA && frame.key()) {
        state.put(frame.format().id(), frame);
        continue;
      }
      if (!kept) {
        continue;
      }
      if (frame.video() && frame.key()) {
        clear();
      } else if (frames.isEmpty()) {
        continue;
      }
      frames.add(frame);
      bytes += frame.payload().length();
      if (bytes > mostBytes || millis(frame) - millis(frames.getFirst()) > mostMillis) {
        clear();
      }
    }
  }

  /** State, then the frames from the key frame on. */
  List<MediaFrame> all() {
    List<MediaFrame> all = new ArrayList<>(state.values());
    all.addAll(frames);
    return all;
  }

  private void clear() {
    frames.clear();
    bytes = 0;
  }

  private static long millis(MediaFrame frame) {
    return Ticks.rescale(frame.dts(), frame.format().timescale(), 1_000);
  }
}
