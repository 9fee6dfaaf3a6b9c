package io.xlive.plugin.rtmp;

/** Asks a peer that can (capsEx bit 1) to connect anew (Enhanced RTMP v2, "Reconnect Request"). */
final class ReconnectRequest {
  private ReconnectRequest() {}

  /** Sends it where it is understood. */
  static void send(RtmpConnection connection) {
    ConnectRequest request = connection.request();
    if (request != null && request.capabilities().reconnect()) {
      connection.status(
          0,
          Status.of("status", "NetConnection.Connect.ReconnectRequest", "The server is stopping."));
    }
  }
}
