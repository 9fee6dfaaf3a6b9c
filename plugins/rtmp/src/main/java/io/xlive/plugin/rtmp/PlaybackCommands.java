package io.xlive.plugin.rtmp;

import io.xlive.mediakit.amf.AmfValue;
import java.util.Optional;

/** Event loop: what steers a play that runs (RTMP 1.0 sections 7.2.2.2 to 7.2.2.8). */
final class PlaybackCommands {
  private PlaybackCommands() {}

  /** Switching between streams of different bit rates is for servers that have them. */
  static void play2(RtmpSession session, Command command) {
    session.connection().requireRequest();
    session
        .connection()
        .status(
            command.streamId(),
            Status.of(
                "error", "NetStream.Play.Failed", "There is no other bit rate to switch to."));
  }

  /** A live stream goes on meanwhile: it resumes with the next key frame. */
  static void pause(RtmpSession session, Command command) {
    boolean pausing = command.flag(1).orElse(true);
    player(session, command)
        .ifPresent(
            player -> {
              player.pause(pausing);
              session
                  .connection()
                  .status(
                      command.streamId(),
                      pausing
                          ? Status.of("status", "NetStream.Pause.Notify", "Paused.")
                          : Status.of("status", "NetStream.Unpause.Notify", "Playing on."));
            });
  }

  static void seek(RtmpSession session, Command command) {
    session.connection().requireRequest();
    session
        .connection()
        .status(
            command.streamId(),
            Status.of("error", "NetStream.Seek.Failed", "A live stream cannot be sought in."));
  }

  static void receiveAudio(RtmpSession session, Command command) {
    player(session, command).ifPresent(player -> player.audio(command.flag(1).orElse(true)));
    session.connection().result(command, AmfValue.UNDEFINED);
  }

  static void receiveVideo(RtmpSession session, Command command) {
    player(session, command).ifPresent(player -> player.video(command.flag(1).orElse(true)));
    session.connection().result(command, AmfValue.UNDEFINED);
  }

  private static Optional<Player> player(RtmpSession session, Command command) {
    session.connection().requireRequest();
    return session
        .streams()
        .find(command.streamId())
        .flatMap(stream -> Optional.ofNullable(stream.player()));
  }
}
