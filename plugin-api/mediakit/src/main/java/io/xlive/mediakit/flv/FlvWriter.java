package io.xlive.mediakit.flv;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import java.nio.ByteBuffer;

/** Writes an FLV file or live stream (FLV 10.1 Annex E.2 to E.4.1). Stateless. */
public final class FlvWriter {
  private static final int TAG_HEADER = 11;
  private static final int BACK_POINTER = 4;

  private FlvWriter() {}

  /** The file header with the first back pointer. */
  public static void header(boolean audio, boolean video, BytesBuilder out) {
    out.u24(0x464C56).u8(1).u8((audio ? 4 : 0) | (video ? 1 : 0)).u32(9).u32(0);
  }

  /** Bytes of a tag with its back pointer. */
  public static int tagLength(FlvMessage message) {
    return TAG_HEADER + message.length() + BACK_POINTER;
  }

  /**
   * A tag with the back pointer behind it.
   *
   * @param timestamp milliseconds; the low 32 bits count
   * @param out has {@link #tagLength} bytes of room; its position moves
   * @throws IllegalArgumentException when the body is larger than 16,777,215 bytes
   */
  public static void tag(FlvMessage message, long timestamp, ByteBuffer out) {
    int size = bodySize(message.head(), message.body());
    out.putInt(message.type() << 24 | size)
        .putInt((int) timestamp << 8 | (int) (timestamp >> 24 & 0xFF))
        .putShort((short) 0)
        .put((byte) 0);
    message.head().copyTo(out);
    message.body().copyTo(out);
    out.putInt(TAG_HEADER + size);
  }

  /**
   * A tag with the back pointer behind it.
   *
   * @param timestamp milliseconds; the low 32 bits count
   * @param head the first part of the body
   * @param body the rest; both together at most 16,777,215 bytes
   * @throws IllegalArgumentException when the body is larger
   */
  public static void tag(int type, long timestamp, Bytes head, Bytes body, BytesBuilder out) {
    int size = bodySize(head, body);
    out.u8(type).u24(size).u24((int) timestamp).u8((int) (timestamp >> 24)).u24(0);
    out.bytes(head).bytes(body).u32(TAG_HEADER + size);
  }

  private static int bodySize(Bytes head, Bytes body) {
    int size = head.length() + body.length();
    if (size > 0xFF_FFFF) {
      throw new IllegalArgumentException("an FLV tag holds at most 16777215 bytes: " + size);
    }
    return size;
  }
}
