package io.xlive.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a server sends: keeps the first bytes of each message and passes over the rest, so
 * that five hundred players fit into one thread.
 */
final class ChunkReader {
  /** How much of a message is kept. */
  static final int KEPT = 512;

  private static final int EXTENDED = 0xFFFFFF;

  /** Hears of each complete message. */
  interface Sink {
    /**
     * A message is complete.
     *
     * @param type RTMP message type
     * @param length of its body
     * @param body its first {@value ChunkReader#KEPT} bytes; what is behind them is of older ones
     */
    void message(int type, int length, byte[] body) throws IOException;
  }

  /** What is remembered of a chunk stream. */
  private static final class ChunkState {
    int length;
    int type;
    int received;
    boolean extended;
    final byte[] body = new byte[KEPT];
  }

  private final Map<Integer, ChunkState> streams = new HashMap<>();
  private final byte[] header = new byte[18];
  private final Sink sink;
  private int have;
  private int chunkSize = 128;
  private int left;
  private @Nullable ChunkState current;

  ChunkReader(Sink sink) {
    this.sink = sink;
  }

  /** Takes all of what came. */
  void read(ByteBuffer in) throws IOException {
    while (in.hasRemaining()) {
      ChunkState stream = current;
      if (stream == null) {
        header[have++] = in.get();
        if (have == needed()) {
          begin();
        }
        continue;
      }
      int count = Math.min(left, in.remaining());
      int kept = Math.min(count, KEPT - stream.received);
      int at = in.position();
      if (kept > 0) {
        in.get(at, stream.body, stream.received, kept);
      }
      in.position(at + count);
      stream.received += count;
      left -= count;
      if (left == 0) {
        current = null;
        if (stream.received == stream.length) {
          stream.received = 0;
          finished(stream);
        }
      }
    }
  }

  private int basic() {
    int id = header[0] & 0x3F;
    return id == 0 ? 2 : id == 1 ? 3 : 1;
  }

  private int needed() {
    int format = (header[0] & 0xFF) >> 6;
    int basic = basic();
    if (have < basic) {
      return basic;
    }
    int size = basic + (format == 0 ? 11 : format == 1 ? 7 : format == 2 ? 3 : 0);
    if (have < size) {
      return size;
    }
    boolean extended = format == 3 ? stream().extended : medium(basic) == EXTENDED;
    return extended ? size + 4 : size;
  }

  private ChunkState stream() {
    int id =
        switch (basic()) {
          case 2 -> 64 + (header[1] & 0xFF);
          case 3 -> 64 + (header[1] & 0xFF) + ((header[2] & 0xFF) << 8);
          default -> header[0] & 0x3F;
        };
    return streams.computeIfAbsent(id, n -> new ChunkState());
  }

  private void begin() throws IOException {
    int format = (header[0] & 0xFF) >> 6;
    int basic = basic();
    ChunkState stream = stream();
    if (format < 3) {
      stream.extended = medium(basic) == EXTENDED;
    }
    if (format < 2) {
      stream.length = medium(basic + 3);
      stream.type = header[basic + 6] & 0xFF;
    }
    have = 0;
    left = Math.min(chunkSize, stream.length - stream.received);
    if (left > 0) {
      current = stream;
    } else {
      finished(stream);
    }
  }

  private void finished(ChunkState stream) throws IOException {
    if (stream.type == 1) {
      chunkSize = ByteBuffer.wrap(stream.body).getInt() & Integer.MAX_VALUE;
    }
    sink.message(stream.type, stream.length, stream.body);
  }

  private int medium(int at) {
    return (header[at] & 0xFF) << 16 | (header[at + 1] & 0xFF) << 8 | header[at + 2] & 0xFF;
  }
}
