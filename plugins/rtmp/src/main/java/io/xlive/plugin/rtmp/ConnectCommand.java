package io.xlive.plugin.rtmp;

import io.xlive.mediakit.amf.AmfValue;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.ratelimit.RateLimitAction;
import io.xlive.spi.ratelimit.RateLimitRequest;
import io.xlive.spi.ratelimit.RateLimitVerdict;
import java.util.Optional;

/** Event loop: {@code connect} (RTMP 1.0 section 7.2.1.1). */
final class ConnectCommand {
  private static final String REJECTED = "NetConnection.Connect.Rejected";

  private ConnectCommand() {}

  static void handle(RtmpSession session, Command command) {
    RtmpConnection connection = session.connection();
    if (connection.request() != null) {
      throw new XliveException(RtmpError.PROTOCOL_ERROR, "a second connect");
    }
    if (!(command.argument(0) instanceof AmfValue.Keyed properties)) {
      throw new XliveException(RtmpError.PROTOCOL_ERROR, "connect without its object");
    }
    ConnectRequest request = ConnectRequest.of(properties);
    Optional<XliveException> limited = rateLimit(connection);
    Optional<String> redirect = connection.environment.config().redirect();
    if (limited.isPresent()) {
      connection.refused("connect", limited.get());
      reject(connection, command, Status.of("error", REJECTED, Failures.textOf(limited.get())));
    } else if (redirect.isPresent()) {
      String target = strip(redirect.get()) + "/" + StreamTarget.withoutQuery(request.app());
      reject(connection, command, Redirect.status(target));
    } else if (request.app().contains("authmod=")) {
      reject(connection, command, Status.of("error", REJECTED, AdobeAuth.refusal(request.app())));
    } else {
      accept(session, command, request);
    }
  }

  private static void accept(RtmpSession session, Command command, ConnectRequest request) {
    RtmpConnection connection = session.connection();
    session.connected(request);
    int window = (int) connection.environment.config().acknowledgementWindow().bytes();
    connection.send(ControlMessages.windowAcknowledgementSize(window));
    connection.send(ControlMessages.setPeerBandwidth(window));
    connection.announceChunkSize();
    AmfValue.Builder server =
        AmfValue.ObjectValue.builder()
            .put("fmsVer", "FMS/3,5,7,7009")
            .put("capabilities", 31)
            .put("mode", 1);
    ConnectCapabilities.answer(
        request.properties(), connection.environment.context().codecs(), server);
    AmfValue.Builder status =
        Status.builder("status", "NetConnection.Connect.Success", "Connection succeeded.")
            .put("objectEncoding", request.objectEncoding());
    connection.command(
        0,
        AmfValue.of("_result"),
        AmfValue.of(command.transaction()),
        server.object(),
        status.object());
    connection.command(0, AmfValue.of("onBWDone"), AmfValue.of(0), AmfValue.NULL);
  }

  private static void reject(RtmpConnection connection, Command command, AmfValue status) {
    connection.command(
        0, AmfValue.of("_error"), AmfValue.of(command.transaction()), AmfValue.NULL, status);
    connection.command(0, AmfValue.of("close"), AmfValue.of(0), AmfValue.NULL);
    connection.closeAfterFlush();
  }

  private static Optional<XliveException> rateLimit(RtmpConnection connection) {
    RateLimitVerdict verdict =
        connection
            .environment
            .context()
            .rateLimits()
            .check(
                new RateLimitRequest(
                    RateLimitAction.CONNECT,
                    connection.peer(),
                    Optional.empty(),
                    Optional.empty()));
    return switch (verdict) {
      case RateLimitVerdict.Allowed ignored -> Optional.empty();
      case RateLimitVerdict.Refused(String rule, var retryAfter) ->
          Optional.of(
              XliveException.retryable(
                  SpiError.RATE_LIMITED,
                  "too many connections, try again in "
                      + retryAfter.toSeconds()
                      + " s ("
                      + rule
                      + ")",
                  retryAfter));
    };
  }

  private static String strip(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
