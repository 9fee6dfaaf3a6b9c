package io.xlive.plugin.rtmp;

import io.xlive.mediakit.amf.AmfValue;

/** Event loop: {@code play} and what steers it (RTMP 1.0 section 7.2.2). */
final class PlayCommands {
  private PlayCommands() {}

  static void fcSubscribe(RtmpSession session, Command command) {
    RtmpConnection connection = session.connection();
    connection.requireRequest();
    connection.result(command, AmfValue.UNDEFINED);
    connection.command(
        0,
        AmfValue.of("onFCSubscribe"),
        AmfValue.of(0),
        AmfValue.NULL,
        Status.of("status", "NetStream.Play.Start", command.text(1).orElse("")));
  }

  static void play(RtmpSession session, Command command) {
    session
        .connection()
        .status(
            command.streamId(),
            Status.of("error", "NetStream.Play.StreamNotFound", "Not served yet."));
    session.connection().closeAfterFlush();
  }

  static void play2(RtmpSession session, Command command) {}

  static void pause(RtmpSession session, Command command) {}

  static void seek(RtmpSession session, Command command) {}

  static void receiveAudio(RtmpSession session, Command command) {}

  static void receiveVideo(RtmpSession session, Command command) {}
}
