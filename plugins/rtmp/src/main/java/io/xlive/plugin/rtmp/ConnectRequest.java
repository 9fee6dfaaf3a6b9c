package io.xlive.plugin.rtmp;

import io.xlive.mediakit.amf.AmfValue;

/**
 * What a peer said in connect.
 *
 * @param app as it came, query included
 * @param tcUrl as it came
 * @param client flashVer
 * @param objectEncoding 0 for AMF0, 3 for AMF3
 * @param capabilities what it can receive beyond plain RTMP
 * @param properties all of it
 */
record ConnectRequest(
    String app,
    String tcUrl,
    String client,
    double objectEncoding,
    PlayerCapabilities capabilities,
    AmfValue.Keyed properties) {

  static ConnectRequest of(AmfValue.Keyed properties) {
    return new ConnectRequest(
        properties.text("app").orElse(""),
        properties.text("tcUrl").orElse(""),
        properties.text("flashVer").orElse(""),
        properties.number("objectEncoding").orElse(0) == 3 ? 3 : 0,
        ConnectCapabilities.of(properties),
        properties);
  }
}
