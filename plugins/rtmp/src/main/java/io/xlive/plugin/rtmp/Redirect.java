package io.xlive.plugin.rtmp;

import io.xlive.mediakit.amf.AmfValue;

/**
 * Sends a client elsewhere: {@code NetConnection.Connect.Rejected} with {@code ex.code} 302, as
 * Flash servers do.
 */
final class Redirect {
  private Redirect() {}

  static AmfValue status(String target) {
    AmfValue.ObjectValue ex =
        AmfValue.ObjectValue.builder().put("code", 302).put("redirect", target).object();
    return Status.builder("error", "NetConnection.Connect.Rejected", "Connection is redirected.")
        .put("ex", ex)
        .object();
  }
}
