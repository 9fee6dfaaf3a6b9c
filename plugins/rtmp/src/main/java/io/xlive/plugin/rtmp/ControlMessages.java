package io.xlive.plugin.rtmp;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;

/**
 * Protocol control and user control messages that the server sends (RTMP 1.0 sections 5.4 and
 * 7.1.7).
 */
final class ControlMessages {
  static final int STREAM_BEGIN = 0;
  static final int STREAM_EOF = 1;
  static final int PING_REQUEST = 6;
  static final int PING_RESPONSE = 7;

  private ControlMessages() {}

  static RtmpMessage setChunkSize(int size) {
    return of(MessageType.SET_CHUNK_SIZE, new BytesBuilder(4).u32(size).build());
  }

  static RtmpMessage windowAcknowledgementSize(int size) {
    return of(MessageType.WINDOW_ACKNOWLEDGEMENT_SIZE, new BytesBuilder(4).u32(size).build());
  }

  /** Limit type 2, dynamic: what every server sends. */
  static RtmpMessage setPeerBandwidth(int size) {
    return of(MessageType.SET_PEER_BANDWIDTH, new BytesBuilder(5).u32(size).u8(2).build());
  }

  /** Bytes received so far; the low 32 bits count. */
  static RtmpMessage acknowledgement(long bytes) {
    return of(MessageType.ACKNOWLEDGEMENT, new BytesBuilder(4).u32(bytes).build());
  }

  /** A user control event with a 32-bit value: a stream id or a time. */
  static RtmpMessage event(int event, int value) {
    return of(MessageType.USER_CONTROL, new BytesBuilder(6).u16(event).u32(value).build());
  }

  private static RtmpMessage of(int type, Bytes payload) {
    return new RtmpMessage(type, 0, 0, payload);
  }
}
