package io.xlive.hls;

/** What a delta update may leave out (RFC 8216bis 6.2.5.1). */
public enum Skip {
  /** Old segments: {@code _HLS_skip=YES}. */
  SEGMENTS,
  /** Old segments and date ranges that were listed long ago: {@code _HLS_skip=v2}. */
  DATE_RANGES
}
