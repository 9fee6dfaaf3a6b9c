package io.xlive.plugin.rtmp;

import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import java.util.function.Consumer;

/**
 * Takes an aggregate message apart (RTMP 1.0 section 7.1.6): FLV tags, each followed by a back
 * pointer; times are moved so that the first part has the time of the message.
 */
final class AggregateMessage {
  private static final int MOST_PARTS = 4_096;
  private static final int HEADER = 11;

  private AggregateMessage() {}

  /**
   * Hands out the parts.
   *
   * @throws XliveException when a length leads outside, a type does not belong inside, or there are
   *     too many
   */
  static void split(RtmpMessage message, Consumer<RtmpMessage> sink) {
    Bytes body = message.payload();
    int at = 0;
    int shift = 0;
    for (int part = 0; at < body.length(); part++) {
      if (part == MOST_PARTS) {
        throw broken("more than " + MOST_PARTS + " parts");
      }
      if (body.length() - at < HEADER) {
        throw broken("a header is cut off");
      }
      int type = body.u8(at);
      int length = body.u24(at + 1);
      int time = body.u24(at + 4) | body.u8(at + 7) << 24;
      at += HEADER;
      if (type != MessageType.AUDIO && type != MessageType.VIDEO && type != MessageType.DATA_AMF0) {
        throw broken("a part of type " + type);
      }
      if (length > body.length() - at) {
        throw broken("a part is longer than the message");
      }
      if (part == 0) {
        shift = message.timestamp() - time;
      }
      sink.accept(new RtmpMessage(type, message.streamId(), time + shift, body.slice(at, length)));
      // The last back pointer is missing at times.
      at = Math.min(body.length(), at + length + 4);
    }
  }

  private static XliveException broken(String what) {
    return new XliveException(RtmpError.PROTOCOL_ERROR, "aggregate message: " + what);
  }
}
