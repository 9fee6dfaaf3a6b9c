package io.xlive.plugin.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xlive.spi.media.Bytes;

/** Builds chunks by hand. */
final class ChunkText {
  private final ByteBuf out = Unpooled.buffer();

  /** A basic header with the shortest form of the id. */
  ChunkText basic(int format, int id) {
    if (id < 64) {
      out.writeByte(format << 6 | id);
    } else if (id < 320) {
      out.writeByte(format << 6).writeByte(id - 64);
    } else {
      out.writeByte(format << 6 | 1).writeByte(id - 64).writeByte(id - 64 >> 8);
    }
    return this;
  }

  ChunkText full(int id, int timestamp, int length, int type, int streamId) {
    basic(0, id);
    out.writeMedium(timestamp).writeMedium(length).writeByte(type).writeIntLE(streamId);
    return this;
  }

  ChunkText noStream(int id, int delta, int length, int type) {
    basic(1, id);
    out.writeMedium(delta).writeMedium(length).writeByte(type);
    return this;
  }

  ChunkText deltaOnly(int id, int delta) {
    basic(2, id);
    out.writeMedium(delta);
    return this;
  }

  ChunkText same(int id) {
    return basic(3, id);
  }

  ChunkText u32(long value) {
    out.writeInt((int) value);
    return this;
  }

  /** So many bytes of payload, counting up from {@code first}. */
  ChunkText payload(int first, int count) {
    for (int i = 0; i < count; i++) {
      out.writeByte(first + i);
    }
    return this;
  }

  ChunkText bytes(Bytes bytes) {
    out.writeBytes(bytes.asByteBuffer());
    return this;
  }

  byte[] build() {
    byte[] all = new byte[out.readableBytes()];
    out.readBytes(all);
    out.release();
    return all;
  }
}
