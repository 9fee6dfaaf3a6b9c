package io.xlive.mediakit.iso;

import io.xlive.spi.media.MediaFrame;

/** The sample_flags of ISO/IEC 14496-12, 8.8.3.1. */
final class SampleFlags {
  private static final int DEPENDS_ON_NONE = 2 << 24;
  private static final int DEPENDS_ON_OTHERS = 1 << 24;
  private static final int NOBODY_DEPENDS = 2 << 22;
  private static final int NON_SYNC = 1 << 16;

  private SampleFlags() {}

  /**
   * The flags of a frame. What is not video can always be started with; the key flag of data tracks
   * means something else.
   */
  static int of(MediaFrame frame) {
    int flags = frame.key() || !frame.video() ? DEPENDS_ON_NONE : DEPENDS_ON_OTHERS | NON_SYNC;
    return frame.flags().disposable() ? flags | NOBODY_DEPENDS : flags;
  }
}
