package io.xlive.benchmark;

import io.xlive.mediakit.amf.Amf0Writer;
import io.xlive.mediakit.amf.AmfValue;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** What a client writes (RTMP 1.0 section 5.3). */
final class RtmpWire {
  private static final int COMMAND = 20;

  private RtmpWire() {}

  /** A message as chunks: one header of format 0 at time 0, then format 3. */
  static byte[] chunks(int chunkStream, int type, int streamId, byte[] body, int chunkSize) {
    int more = body.length == 0 ? 0 : (body.length - 1) / chunkSize;
    ByteBuffer out = ByteBuffer.allocate(12 + body.length + more);
    out.put((byte) chunkStream).put(new byte[3]);
    out.put((byte) (body.length >> 16)).put((byte) (body.length >> 8)).put((byte) body.length);
    out.put((byte) type).putInt(Integer.reverseBytes(streamId));
    for (int at = 0; at < body.length; at += chunkSize) {
      if (at > 0) {
        out.put((byte) (0xC0 | chunkStream));
      }
      out.put(body, at, Math.min(chunkSize, body.length - at));
    }
    return out.array();
  }

  /** Set Chunk Size, Acknowledgement and the like: one number of 32 bits. */
  static byte[] control(int type, int value) {
    return chunks(2, type, 0, ByteBuffer.allocate(4).putInt(value).array(), 128);
  }

  /** The answer to a ping. */
  static byte[] pong(int time) {
    ByteBuffer body = ByteBuffer.allocate(6).putShort((short) 7).putInt(time);
    return chunks(2, 4, 0, body.array(), 128);
  }

  /** Everything from connect to publish or play, without waiting for answers between. */
  static byte[] request(String app, String verb, AmfValue... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(control(1, Recording.CHUNK_SIZE));
    AmfValue connect =
        AmfValue.ObjectValue.builder()
            .put("app", app)
            .put("flashVer", "FMLE/3.0")
            .put("tcUrl", "rtmp://127.0.0.1/" + app)
            .object();
    out.writeBytes(command(0, AmfValue.of("connect"), AmfValue.of(1), connect));
    out.writeBytes(command(0, AmfValue.of("createStream"), AmfValue.of(2), AmfValue.NULL));
    AmfValue[] all = new AmfValue[arguments.length + 3];
    all[0] = AmfValue.of(verb);
    all[1] = AmfValue.of(3);
    all[2] = AmfValue.NULL;
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    out.writeBytes(command(1, all));
    return out.toByteArray();
  }

  private static byte[] command(int streamId, AmfValue... values) {
    byte[] body = Amf0Writer.encode(values).toArray();
    return chunks(3, COMMAND, streamId, body, Recording.CHUNK_SIZE);
  }
}
