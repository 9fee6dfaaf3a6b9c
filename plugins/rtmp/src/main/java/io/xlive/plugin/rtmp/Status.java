package io.xlive.plugin.rtmp;

import io.xlive.mediakit.amf.AmfValue;

/** Information objects of onStatus, _result and _error (RTMP 1.0 section 7.2.2). */
final class Status {
  private Status() {}

  /** A status with the three usual properties. */
  static AmfValue of(String level, String code, String description) {
    return builder(level, code, description).object();
  }

  /** The same, open for more. */
  static AmfValue.Builder builder(String level, String code, String description) {
    return AmfValue.ObjectValue.builder()
        .put("level", level)
        .put("code", code)
        .put("description", description);
  }
}
