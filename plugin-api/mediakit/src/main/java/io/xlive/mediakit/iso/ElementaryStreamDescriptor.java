package io.xlive.mediakit.iso;

import io.xlive.spi.media.Bytes;

/**
 * {@code esds}: ISO/IEC 14496-14, 6.7.2 with the descriptors of ISO/IEC 14496-1, 7.2.6. For {@code
 * mp4a} sample entries.
 *
 * @param objectType objectTypeIndication: 0x40 for MPEG-4 audio, 0x6B for MP3
 * @param config DecoderSpecificInfo, as the AudioSpecificConfig; empty when there is none
 */
public record ElementaryStreamDescriptor(int objectType, Bytes config) implements Box {
  private static final int AUDIO_STREAM = 5;

  @Override
  public void write(BoxWriter out) {
    int specific = config.isEmpty() ? 0 : descriptorLength(config.length());
    int decoder = 13 + specific;
    out.fullBox(
        "esds",
        0,
        0,
        w -> {
          descriptor(w, 3, 3 + descriptorLength(decoder) + descriptorLength(1));
          w.u16(0).u8(0); // ES_ID, no flags
          descriptor(w, 4, decoder);
          w.u8(objectType)
              .u8(AUDIO_STREAM << 2 | 1)
              .u24(0)
              .u32(0)
              .u32(0); // no buffer size, no bit rates
          if (!config.isEmpty()) {
            descriptor(w, 5, config.length());
            w.bytes(config);
          }
          descriptor(w, 6, 1);
          w.u8(2); // SLConfigDescriptor: predefined for MP4
        });
  }

  /** Tag, length and content together. */
  private static int descriptorLength(int content) {
    return 5 + content;
  }

  /** The length in four bytes of seven bits: the form that every reader takes. */
  private static void descriptor(BoxWriter out, int tag, int length) {
    out.u8(tag)
        .u8(length >> 21 & 0x7F | 0x80)
        .u8(length >> 14 & 0x7F | 0x80)
        .u8(length >> 7 & 0x7F | 0x80)
        .u8(length & 0x7F);
  }
}
