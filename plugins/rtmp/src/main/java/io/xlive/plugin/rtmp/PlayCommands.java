package io.xlive.plugin.rtmp;

import io.xlive.mediakit.amf.Amf0Writer;
import io.xlive.mediakit.amf.AmfValue;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.output.SubscribeRequest;
import io.xlive.spi.output.Subscription;

/** Event loop: {@code play} (RTMP 1.0 section 7.2.2.1) and {@code FCSubscribe}. */
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

  /** Start, duration and reset only matter to recordings: a live stream starts now. */
  static void play(RtmpSession session, Command command) {
    RtmpConnection connection = session.connection();
    ConnectRequest connect = connection.requireRequest();
    MessageStream stream = session.streams().require(command, "play");
    if (stream.publishing()) {
      throw new XliveException(RtmpError.PROTOCOL_ERROR, "play on a stream that publishes");
    }
    stream.end(EndReason.FINISHED);
    int most = connection.environment.config().limits().plays();
    if (session.streams().plays() >= most) {
      throw new XliveException(
          RtmpError.OVER_LIMIT, "more than " + most + " plays (rtmp.limits.plays)");
    }
    StreamTarget target;
    try {
      target = StreamTarget.of(connect.app(), connect.tcUrl(), command.text(1).orElse(""));
    } catch (XliveException e) {
      refuse(connection, stream.id(), "play", e);
      return;
    }
    RtmpPlayConfig config = connection.environment.config().play();
    connection.await(
        connection
            .environment
            .context()
            .streams()
            .subscribe(
                new SubscribeRequest(
                    target.path(),
                    connection.peer(),
                    target.credential(),
                    target.parameters(),
                    config.ring(),
                    SubscribeRequest.Start.NO_FRAMES)),
        subscription -> start(session, stream, subscription),
        failure -> refuse(connection, stream.id(), "play of " + target.path(), failure),
        Subscription::close,
        session::handleHeld);
  }

  private static void start(RtmpSession session, MessageStream stream, Subscription subscription) {
    RtmpConnection connection = session.connection();
    int id = stream.id();
    String path = subscription.path().toString();
    connection.send(ControlMessages.event(ControlMessages.STREAM_BEGIN, id));
    connection.status(
        id, Status.of("status", "NetStream.Play.Reset", "Playing and resetting " + path + "."));
    connection.status(
        id, Status.of("status", "NetStream.Play.Start", "Started playing " + path + "."));
    connection.send(
        MessageType.DATA_AMF0,
        id,
        0,
        Amf0Writer.encode(AmfValue.of("|RtmpSampleAccess"), AmfValue.of(true), AmfValue.of(true)));
    connection.channel.flush();
    Player player =
        new Player(connection, id, subscription, reason -> ended(connection, stream, path));
    stream.play(player);
    session.streams().fanOut().join(player);
  }

  private static void ended(RtmpConnection connection, MessageStream stream, String path) {
    stream.end(EndReason.FINISHED);
    int id = stream.id();
    connection.status(
        id,
        Status.of("status", "NetStream.Play.UnpublishNotify", path + " is no longer published."));
    connection.send(ControlMessages.event(ControlMessages.STREAM_EOF, id));
    connection.status(
        id, Status.of("status", "NetStream.Play.Stop", "Stopped playing " + path + "."));
    connection.channel.flush();
  }

  private static void refuse(
      RtmpConnection connection, int streamId, String what, XliveException why) {
    connection.refused(what, why);
    boolean missing =
        why.code() == SpiError.STREAM_NOT_FOUND || why.code() == SpiError.INVALID_NAME;
    connection.status(
        streamId,
        Status.of(
            "error",
            missing ? "NetStream.Play.StreamNotFound" : "NetStream.Play.Failed",
            Failures.textOf(why)));
    connection.closeAfterFlush();
  }
}
