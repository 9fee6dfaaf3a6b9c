package io.xlive.plugin.rtmp;

import io.xlive.mediakit.amf.AmfValue;
import io.xlive.spi.ErrorCode;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.ingest.Publication;
import io.xlive.spi.ingest.PublishRequest;

/**
 * Event loop: {@code FCPublish}, {@code publish} (RTMP 1.0 section 7.2.2.6), {@code FCUnpublish}.
 */
final class PublishCommands {
  private PublishCommands() {}

  static void fcPublish(RtmpSession session, Command command) {
    RtmpConnection connection = session.connection();
    connection.requireRequest();
    connection.result(command, AmfValue.UNDEFINED);
    fcStatus(connection, "onFCPublish", "NetStream.Publish.Start", command.text(1).orElse(""));
  }

  static void publish(RtmpSession session, Command command) {
    RtmpConnection connection = session.connection();
    ConnectRequest connect = connection.requireRequest();
    int id = command.streamId();
    MessageStream stream = session.streams().require(command, "publish");
    if (stream.inUse()) {
      throw new XliveException(RtmpError.PROTOCOL_ERROR, "publish on a stream in use");
    }
    String name = command.text(1).orElse("");
    if (name.isEmpty() && !connect.app().contains("/")) {
      refuse(
          connection,
          id,
          "publish",
          new XliveException(SpiError.INVALID_NAME, "publish without a stream name"));
      return;
    }
    StreamTarget target;
    try {
      target = StreamTarget.of(connect.app(), connect.tcUrl(), name);
    } catch (XliveException e) {
      refuse(connection, id, "publish", e);
      return;
    }
    connection.await(
        connection
            .environment
            .context()
            .streams()
            .publish(
                new PublishRequest(
                    target.path(), connection.peer(), target.credential(), target.parameters())),
        publication -> start(session, stream, name, publication),
        failure -> refuse(connection, id, "publish of " + target.path(), failure),
        publication -> publication.end(EndReason.LOST),
        session::handleHeld);
  }

  private static void start(
      RtmpSession session, MessageStream stream, String name, Publication publication) {
    RtmpConnection connection = session.connection();
    connection.send(ControlMessages.event(ControlMessages.STREAM_BEGIN, stream.id()));
    connection.status(
        stream.id(),
        Status.of("status", "NetStream.Publish.Start", "Publishing " + publication.path() + "."));
    connection.channel.flush();
    Publisher publisher = new Publisher(connection, name, publication);
    stream.publish(publisher);
    publication
        .ended()
        .thenAccept(
            reason -> {
              if (!connection.loop().isShuttingDown()) {
                connection
                    .loop()
                    .execute(() -> endedFromOutside(session, stream, publisher, reason));
              }
            });
  }

  private static void endedFromOutside(
      RtmpSession session, MessageStream stream, Publisher publisher, EndReason reason) {
    RtmpConnection connection = session.connection();
    if (stream.publisher() != publisher || connection.closing()) {
      return;
    }
    stream.end(reason);
    connection.status(
        stream.id(),
        switch (reason) {
          case TAKEN_OVER ->
              Status.of("error", "NetStream.Publish.BadName", "Another publisher took over.");
          case KICKED -> Status.of("error", "NetStream.Publish.Denied", "An operator ended it.");
          case REFUSED ->
              Status.of("error", "NetStream.Publish.Failed", "A limit was broken; see the log.");
          case FINISHED, LOST, SHUTDOWN ->
              Status.of("status", "NetStream.Unpublish.Success", "The stream ended.");
        });
    connection.closeAfterFlush();
  }

  static void fcUnpublish(RtmpSession session, Command command) {
    RtmpConnection connection = session.connection();
    connection.requireRequest();
    String name = command.text(1).orElse("");
    connection.result(command, AmfValue.UNDEFINED);
    fcStatus(connection, "onFCUnpublish", "NetStream.Unpublish.Success", name);
    session.streams().publishing(name).ifPresent(stream -> finish(session, stream));
  }

  /** The peer says that it is done with a stream. */
  static void finish(RtmpSession session, MessageStream stream) {
    boolean published = stream.publishing();
    stream.end(EndReason.FINISHED);
    if (published) {
      session
          .connection()
          .status(
              stream.id(),
              Status.of("status", "NetStream.Unpublish.Success", "The stream is finished."));
    }
  }

  private static void fcStatus(
      RtmpConnection connection, String procedure, String code, String name) {
    connection.command(
        0, AmfValue.of(procedure), AmfValue.of(0), AmfValue.NULL, Status.of("status", code, name));
  }

  private static void refuse(
      RtmpConnection connection, int streamId, String what, XliveException why) {
    connection.refused(what, why);
    connection.status(streamId, Status.of("error", codeOf(why.code()), Failures.textOf(why)));
    connection.closeAfterFlush();
  }

  private static String codeOf(ErrorCode code) {
    if (code == SpiError.STREAM_BUSY || code == SpiError.INVALID_NAME) {
      return "NetStream.Publish.BadName";
    }
    return code == SpiError.UNAUTHENTICATED || code == SpiError.FORBIDDEN
        ? "NetStream.Publish.Denied"
        : "NetStream.Publish.Failed";
  }
}
