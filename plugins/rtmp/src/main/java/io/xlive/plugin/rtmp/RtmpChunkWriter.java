package io.xlive.plugin.rtmp;

import io.netty.buffer.ByteBuf;
import io.xlive.spi.media.Bytes;

/**
 * Cuts messages into chunks (RTMP 1.0 section 5.3). Every message gets a full header (format 0), so
 * its bytes depend on nothing before them and can be shared by all players. Immutable.
 *
 * @param chunkSize of the sending direction, 1 or more
 */
record RtmpChunkWriter(int chunkSize) {
  /** Chunk stream for protocol control. */
  static final int CONTROL = 2;

  /** Chunk stream for commands. */
  static final int COMMAND = 3;

  /** Chunk stream for audio. */
  static final int AUDIO = 4;

  /** Chunk stream for data. */
  static final int DATA = 5;

  /** Chunk stream for video. */
  static final int VIDEO = 6;

  private static final int HEADER = 12;

  /** The chunk stream that a type goes on. */
  static int chunkStreamOf(int type) {
    return switch (type) {
      case MessageType.AUDIO -> AUDIO;
      case MessageType.VIDEO -> VIDEO;
      case MessageType.DATA_AMF0, MessageType.DATA_AMF3 -> DATA;
      case MessageType.COMMAND_AMF0, MessageType.COMMAND_AMF3 -> COMMAND;
      default -> CONTROL;
    };
  }

  /** How many bytes a message of {@code length} bytes takes at most. */
  int room(int length) {
    return HEADER + 4 + length + length / chunkSize * 5;
  }

  /** Appends a message whose body is {@code head} followed by {@code body}. */
  void write(int type, int streamId, int timestamp, Bytes head, Bytes body, ByteBuf out) {
    int stream = chunkStreamOf(type);
    int length = head.length() + body.length();
    boolean extended = Integer.compareUnsigned(timestamp, ChunkStream.EXTENDED) >= 0;
    out.ensureWritable(room(length));
    out.writeByte(stream);
    out.writeMedium(extended ? ChunkStream.EXTENDED : timestamp);
    out.writeMedium(length);
    out.writeByte(type);
    out.writeIntLE(streamId);
    if (extended) {
      out.writeInt(timestamp);
    }
    int inChunk = 0;
    for (Bytes part : new Bytes[] {head, body}) {
      int at = 0;
      while (at < part.length()) {
        if (inChunk == chunkSize) {
          out.writeByte(0xC0 | stream);
          if (extended) {
            out.writeInt(timestamp);
          }
          inChunk = 0;
        }
        int count = Math.min(chunkSize - inChunk, part.length() - at);
        out.writeBytes(part.slice(at, count).asByteBuffer());
        at += count;
        inChunk += count;
      }
    }
  }

  /** Appends a message. */
  void write(RtmpMessage message, ByteBuf out) {
    write(
        message.type(),
        message.streamId(),
        message.timestamp(),
        Bytes.EMPTY,
        message.payload(),
        out);
  }
}
