package io.xlive.plugin.rtmp;

import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * Why a request to the tunnel is not served.
 *
 * @param error for counter and log; nothing of the request is part of the reason
 */
record TunnelRefusal(HttpResponseStatus status, RtmpError error, String reason) {
  static TunnelRefusal malformed(HttpResponseStatus status, String reason) {
    return new TunnelRefusal(status, RtmpError.PROTOCOL_ERROR, reason);
  }

  static TunnelRefusal tooLarge(HttpResponseStatus status, String reason) {
    return new TunnelRefusal(status, RtmpError.OVER_LIMIT, reason);
  }
}
