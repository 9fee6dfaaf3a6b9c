package io.xlive.plugin.rtmp;

import java.util.Map;

/** Event loop: every command that the server knows, and the answer to the others. */
final class CommandTable {
  private static final Map<String, Handler> HANDLERS =
      Map.ofEntries(
          Map.entry("connect", ConnectCommand::handle),
          Map.entry("createStream", StreamCommands::createStream),
          Map.entry("initStream", StreamCommands::ignore),
          Map.entry("closeStream", StreamCommands::closeStream),
          Map.entry("deleteStream", StreamCommands::deleteStream),
          Map.entry("releaseStream", StreamCommands::releaseStream),
          Map.entry("getStreamLength", StreamCommands::getStreamLength),
          Map.entry("_checkbw", StreamCommands::checkBandwidth),
          Map.entry("checkBandwidth", StreamCommands::checkBandwidth),
          Map.entry("FCPublish", PublishCommands::fcPublish),
          Map.entry("publish", PublishCommands::publish),
          Map.entry("FCUnpublish", PublishCommands::fcUnpublish),
          Map.entry("FCSubscribe", PlayCommands::fcSubscribe),
          Map.entry("FCUnsubscribe", StreamCommands::ignore),
          Map.entry("play", PlayCommands::play),
          Map.entry("play2", PlaybackCommands::play2),
          Map.entry("pause", PlaybackCommands::pause),
          Map.entry("pauseRaw", PlaybackCommands::pause),
          Map.entry("seek", PlaybackCommands::seek),
          Map.entry("receiveAudio", PlaybackCommands::receiveAudio),
          Map.entry("receiveVideo", PlaybackCommands::receiveVideo),
          // Answers to calls of ours ask for nothing.
          Map.entry("_result", StreamCommands::ignore),
          Map.entry("_error", StreamCommands::ignore),
          Map.entry("onStatus", StreamCommands::ignore));

  private CommandTable() {}

  /** One command. */
  @FunctionalInterface
  interface Handler {
    /** Does it and answers. */
    void handle(RtmpSession session, Command command);
  }

  static void handle(RtmpSession session, Command command) {
    Handler handler = HANDLERS.get(command.name());
    if (handler == null) {
      session.connection().requireRequest();
      session
          .connection()
          .error(command, "NetConnection.Call.Failed", "There is no such procedure here.");
    } else {
      handler.handle(session, command);
    }
  }
}
