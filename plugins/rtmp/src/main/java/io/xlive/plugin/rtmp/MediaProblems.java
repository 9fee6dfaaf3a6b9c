package io.xlive.plugin.rtmp;

import io.xlive.spi.XliveException;
import io.xlive.spi.media.TrackKind;

/** Event loop: hears of what a publisher sends in vain; the publication goes on. */
interface MediaProblems {
  /** Media that is not what it claims, dropped; the reason holds nothing of the peer's. */
  void invalid(TrackKind kind, String reason);

  /** A frame before its track's configuration, dropped. */
  void early(TrackKind kind);

  /** A frame of a codec that is not carried, dropped. */
  void unsupported(TrackKind kind);

  /** A codec is not carried: once per codec, fit for a log line and for the peer. */
  void refused(XliveException refusal);
}
