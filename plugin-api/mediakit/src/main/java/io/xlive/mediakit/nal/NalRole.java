package io.xlive.mediakit.nal;

/** What a NAL unit is for, as far as passing it on depends on it. */
public enum NalRole {
  /** Coded picture data. */
  PICTURE,
  /** A parameter set, which a configuration record may hold. */
  PARAMETER_SET,
  /** An access unit delimiter. */
  DELIMITER,
  /** Anything else: SEI, filler, end of sequence. */
  OTHER
}
