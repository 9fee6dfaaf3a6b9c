package io.xlive.plugin.vp9;

import io.xlive.mediakit.bits.BitReader;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;

/**
 * The beginning of uncompressed_header: VP9 specification, 6.2.
 *
 * @param profile 0..3
 * @param key whether it is a key frame; what follows but {@code refreshes} is only told then
 * @param refreshes refresh_frame_flags: which reference slots take this frame
 * @param bitDepth 8, 10 or 12
 * @param subsampling chroma_subsampling of a {@code vpcC} box: 1 for 4:2:0, 2 for 4:2:2, 3 for
 *     4:4:4
 * @param fullRange color_range
 * @param width 1..16384
 * @param height 1..16384
 */
record Vp9Header(
    int profile,
    boolean key,
    int refreshes,
    int bitDepth,
    int subsampling,
    boolean fullRange,
    int width,
    int height) {
  private static final int MARKER = 2;
  private static final int SYNC = 0x498342;
  private static final int RGB = 7;
  private static final int ALL = 0xFF;

  static Vp9Header parse(Bytes frame) {
    BitReader in = new BitReader(frame);
    if (in.bits(2) != MARKER) {
      throw XliveException.malformed("VP9 frame marker is missing");
    }
    int profile = in.bits(1) | in.bits(1) << 1;
    if (profile == 3 && in.flag()) {
      throw XliveException.malformed("VP9 profile is reserved");
    }
    if (in.flag()) { // show_existing_frame
      in.skip(3);
      return delta(profile, 0);
    }
    boolean key = !in.flag();
    boolean shown = in.flag();
    boolean resilient = in.flag();
    return key ? keyFrame(in, profile) : delta(profile, refreshes(in, profile, shown, resilient));
  }

  private static Vp9Header delta(int profile, int refreshes) {
    return new Vp9Header(profile, false, refreshes, 8, 1, false, 1, 1);
  }

  private static int refreshes(BitReader in, int profile, boolean shown, boolean resilient) {
    boolean intraOnly = !shown && in.flag();
    in.skip(resilient ? 0 : 2); // reset_frame_context
    if (intraOnly) {
      sync(in);
      if (profile > 0) {
        Color.read(in, profile);
      }
    }
    return in.bits(8);
  }

  private static Vp9Header keyFrame(BitReader in, int profile) {
    sync(in);
    Color color = Color.read(in, profile);
    int width = in.bits(16) + 1;
    int height = in.bits(16) + 1;
    if (width > 16_384 || height > 16_384) {
      throw XliveException.malformed("VP9 picture size must be 1..16384");
    }
    return new Vp9Header(
        profile, true, ALL, color.bitDepth, color.subsampling, color.fullRange, width, height);
  }

  private static void sync(BitReader in) {
    if (in.bits(24) != SYNC) {
      throw XliveException.malformed("VP9 sync code is missing");
    }
  }

  /** color_config: 6.2.2. */
  private record Color(int bitDepth, int subsampling, boolean fullRange) {
    static Color read(BitReader in, int profile) {
      int depth = profile >= 2 ? in.flag() ? 12 : 10 : 8;
      boolean any = (profile & 1) != 0;
      if (in.bits(3) == RGB) {
        in.skip(any ? 1 : 0);
        return new Color(depth, 3, true);
      }
      boolean fullRange = in.flag();
      if (!any) {
        return new Color(depth, 1, fullRange);
      }
      boolean halfWidth = in.flag();
      boolean halfHeight = in.flag();
      in.skip(1);
      // 4:4:0 has no value of its own in the box; 4:4:4 is the nearest that holds as many lines.
      return new Color(depth, halfWidth ? halfHeight ? 1 : 2 : 3, fullRange);
    }
  }
}
