package io.xlive.plugin.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.collection.IntObjectHashMap;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Event loop: gathers chunks into messages (RTMP 1.0 section 5.3); the last place where media is in
 * a {@code ByteBuf}. Works with one byte at a time. Every limit is checked at the header, before
 * anything is allocated; memory grows with what came.
 *
 * <p>Set Chunk Size and Abort Message are obeyed here and passed on as well. A broken stream is
 * reported once by {@code exceptionCaught}; what follows is thrown away.
 */
final class RtmpChunkDecoder extends ByteToMessageDecoder {
  private static final int LARGEST_CHUNK = 0xFFFFFF;
  private static final int CONTROL_LIMIT = 64;

  private final RtmpLimits limits;
  private final IntObjectHashMap<ChunkStream> streams = new IntObjectHashMap<>(8);
  private final MessageBodies bodies = new MessageBodies(Runtime.getRuntime().maxMemory());
  private int chunkSize = 128;
  private long unfinishedLimit;
  private long unfinished;
  private long bytesIn;
  private long chunks;
  private boolean failed;

  /** The chunk whose payload is being read; null while a header is due. */
  private @Nullable ChunkStream current;

  private int chunkLeft;

  RtmpChunkDecoder(RtmpLimits limits) {
    this.limits = limits;
    this.unfinishedLimit = limits.unfinishedBeforeConnect().bytes();
  }

  /** The peer is known: the full bounds hold from now on. */
  void connected() {
    unfinishedLimit = limits.unfinished().bytes();
  }

  /** Bytes taken from the wire since the handshake. */
  long bytesIn() {
    return bytesIn;
  }

  /** Chunk headers read. */
  long chunks() {
    return chunks;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (failed) {
      in.skipBytes(in.readableBytes());
      return;
    }
    int before = in.readerIndex();
    try {
      boolean progress;
      do {
        progress = current == null ? header(in, out) : payload(current, in, out);
      } while (progress && in.isReadable());
    } catch (XliveException e) {
      failed = true;
      long offset = bytesIn + in.readerIndex() - before;
      in.skipBytes(in.readableBytes());
      streams.clear();
      current = null;
      ctx.fireExceptionCaught(
          new XliveException(e.code(), e.getMessage() + " (at byte " + offset + ")"));
    }
    bytesIn += in.readerIndex() - before;
  }

  /** Reads a header when all of it is there; true when it was. */
  private boolean header(ByteBuf in, List<Object> out) {
    int start = in.readerIndex();
    int available = in.readableBytes();
    int first = in.getUnsignedByte(start);
    int format = first >> 6;
    int basic = (first & 0x3F) == 0 ? 2 : (first & 0x3F) == 1 ? 3 : 1;
    int size = basic + (format == 0 ? 11 : format == 1 ? 7 : format == 2 ? 3 : 0);
    if (available < size) {
      return false;
    }
    int id =
        switch (basic) {
          case 2 -> 64 + in.getUnsignedByte(start + 1);
          case 3 -> 64 + in.getUnsignedByte(start + 1) + (in.getUnsignedByte(start + 2) << 8);
          default -> first & 0x3F;
        };
    @Nullable ChunkStream known = streams.get(id);
    int at = start + basic;
    if (format == 3) {
      if (known == null) {
        throw protocol("a chunk of format 3 begins chunk stream " + id);
      }
      int extra = repeatedExtension(known, in, at, available - basic);
      if (extra < 0) {
        return false;
      }
      in.readerIndex(at + extra);
      if (!known.busy()) {
        begin(known, known.timestamp + known.field, in);
      }
      chunk(known, in, out);
      return true;
    }
    boolean extended = in.getUnsignedMedium(at) == ChunkStream.EXTENDED;
    if (extended && available < size + 4) {
      return false;
    }
    ChunkStream stream = known == null ? fresh(id, format) : known;
    if (stream.busy()) {
      throw protocol("a new header inside a message on chunk stream " + id);
    }
    stream.extended = extended;
    stream.field = extended ? in.getInt(start + size) : in.getUnsignedMedium(at);
    if (format < 2) {
      stream.length = in.getUnsignedMedium(at + 3);
      stream.type = in.getUnsignedByte(at + 6);
    }
    if (format == 0) {
      stream.streamId = in.getIntLE(at + 7);
    }
    in.readerIndex(start + size + (extended ? 4 : 0));
    begin(stream, format == 0 ? stream.field : stream.timestamp + stream.field, in);
    chunk(stream, in, out);
    return true;
  }

  /**
   * How many bytes of a repeated extended timestamp stand before the payload of a format 3 chunk: 4
   * by the specification, 0 from encoders that leave it out, -1 when what is there does not tell
   * yet.
   */
  private static int repeatedExtension(ChunkStream stream, ByteBuf in, int at, int available) {
    if (!stream.extended) {
      return 0;
    }
    for (int i = 0; i < 4; i++) {
      if (i == available) {
        return -1;
      }
      if (in.getByte(at + i) != (byte) (stream.field >> (24 - 8 * i))) {
        return 0;
      }
    }
    return 4;
  }

  private ChunkStream fresh(int id, int format) {
    // Some encoders begin their control stream with format 1: it misses only the message stream id,
    // which is 0 then.
    if (format == 2) {
      throw protocol("a chunk of format 2 begins chunk stream " + id);
    }
    if (streams.size() >= limits.chunkStreams()) {
      throw over(
          "more than " + limits.chunkStreams() + " chunk streams (rtmp.limits.chunk-streams)");
    }
    ChunkStream stream = new ChunkStream(id);
    streams.put(id, stream);
    return stream;
  }

  private void begin(ChunkStream stream, int timestamp, ByteBuf in) {
    long limit = limitOf(stream.type);
    if (stream.length > limit) {
      throw over(
          "a message of type "
              + stream.type
              + " has "
              + stream.length
              + " bytes, allowed are "
              + limit
              + " ("
              + keyOf(stream.type)
              + ")");
    }
    if (unfinished + stream.length > unfinishedLimit) {
      throw over(
          "more than "
              + unfinishedLimit
              + " bytes of unfinished messages (rtmp.limits.unfinished"
              + (unfinishedLimit == limits.unfinished().bytes() ? ")" : "-before-connect)"));
    }
    stream.timestamp = timestamp;
    stream.received = 0;
    // Room for what is here and for as much as came before, not for what was announced.
    long came = Math.max(2L * in.readableBytes(), bytesIn - unfinished);
    int room = (int) Math.min(stream.length, Math.max(64, came));
    stream.body = bodies.body(stream.type, stream.length, room);
    unfinished += stream.length;
  }

  private void chunk(ChunkStream stream, ByteBuf in, List<Object> out) {
    chunks++;
    current = stream;
    chunkLeft = Math.min(chunkSize, stream.length - stream.received);
    if (chunkLeft == 0) {
      payload(stream, in, out);
    }
  }

  private boolean payload(ChunkStream stream, ByteBuf in, List<Object> out) {
    int count = Math.min(chunkLeft, in.readableBytes());
    BytesBuilder body = stream.body;
    if (body == null) {
      throw new IllegalStateException("payload without a message");
    }
    if (count > 0) {
      body.bytes(view(in, count));
      in.skipBytes(count);
      stream.received += count;
      chunkLeft -= count;
    }
    if (chunkLeft == 0) {
      current = null;
      if (stream.received == stream.length) {
        unfinished -= stream.length;
        stream.body = null;
        finished(
            new RtmpMessage(stream.type, stream.streamId, stream.timestamp, body.build()), out);
      }
    }
    return true;
  }

  /** The next bytes; a buffer made of one piece has a view at hand. */
  private static ByteBuffer view(ByteBuf in, int count) {
    return in.nioBufferCount() == 1
        ? in.internalNioBuffer(in.readerIndex(), count)
        : in.nioBuffer(in.readerIndex(), count);
  }

  private void finished(RtmpMessage message, List<Object> out) {
    switch (message.type()) {
      case MessageType.SET_CHUNK_SIZE -> chunkSize = chunkSize(message.payload());
      case MessageType.ABORT -> {
        if (message.payload().length() < 4) {
          throw protocol("Abort Message is too short");
        }
        ChunkStream aborted = streams.get(message.payload().s32(0));
        if (aborted != null) {
          unfinished -= aborted.abort();
        }
      }
      default -> {}
    }
    out.add(message);
  }

  private static int chunkSize(Bytes payload) {
    if (payload.length() < 4 || payload.s32(0) < 1) {
      throw protocol("Set Chunk Size is not 1 or more");
    }
    return Math.min(payload.s32(0), LARGEST_CHUNK);
  }

  private long limitOf(int type) {
    return switch (type) {
      case MessageType.SET_CHUNK_SIZE,
          MessageType.ABORT,
          MessageType.ACKNOWLEDGEMENT,
          MessageType.USER_CONTROL,
          MessageType.WINDOW_ACKNOWLEDGEMENT_SIZE,
          MessageType.SET_PEER_BANDWIDTH ->
          CONTROL_LIMIT;
      case MessageType.AUDIO -> limits.audioMessage().bytes();
      case MessageType.VIDEO, MessageType.AGGREGATE -> limits.videoMessage().bytes();
      default -> limits.commandMessage().bytes();
    };
  }

  private static String keyOf(int type) {
    return switch (type) {
      case 1, 2, 3, 4, 5, 6 -> "RTMP 1.0 section 5.4";
      case MessageType.AUDIO -> "rtmp.limits.audio-message";
      case MessageType.VIDEO, MessageType.AGGREGATE -> "rtmp.limits.video-message";
      default -> "rtmp.limits.command-message";
    };
  }

  private static XliveException protocol(String reason) {
    return new XliveException(RtmpError.PROTOCOL_ERROR, reason);
  }

  private static XliveException over(String reason) {
    return new XliveException(RtmpError.OVER_LIMIT, reason);
  }
}
