package io.xlive.plugin.rtmp;

import io.xlive.mediakit.amf.AmfValue;
import io.xlive.spi.ingest.EndReason;

/** Event loop: commands that make and end message streams, and the small ones around them. */
final class StreamCommands {
  private StreamCommands() {}

  static void createStream(RtmpSession session, Command command) {
    session.connection().requireRequest();
    session.connection().result(command, AmfValue.of(session.streams().create().id()));
  }

  /** Sent on the stream itself. It stays and can be used again. */
  static void closeStream(RtmpSession session, Command command) {
    session
        .streams()
        .find(command.streamId())
        .ifPresent(stream -> PublishCommands.finish(session, stream));
  }

  static void deleteStream(RtmpSession session, Command command) {
    int id = (int) command.number(1).orElse(command.streamId());
    session.streams().find(id).ifPresent(stream -> PublishCommands.finish(session, stream));
    session.streams().delete(id, EndReason.FINISHED);
  }

  /** Frees nothing that belongs to others; encoders only want to hear that it went well. */
  static void releaseStream(RtmpSession session, Command command) {
    session.connection().requireRequest();
    session.connection().result(command, AmfValue.UNDEFINED);
  }

  /** Live streams have no length. */
  static void getStreamLength(RtmpSession session, Command command) {
    session.connection().requireRequest();
    session.connection().result(command, AmfValue.of(0));
  }

  static void checkBandwidth(RtmpSession session, Command command) {
    session.connection().requireRequest();
    session.connection().result(command, AmfValue.UNDEFINED);
  }

  static void ignore(RtmpSession session, Command command) {
    session.connection().requireRequest();
  }
}
