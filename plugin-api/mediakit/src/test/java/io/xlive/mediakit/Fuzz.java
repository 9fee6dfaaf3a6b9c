package io.xlive.mediakit;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;

/** What a fuzz target may answer: a result, or that its input is malformed. */
public final class Fuzz {
  private Fuzz() {}

  /** Runs a parser; anything but a malformed input is a finding. */
  public static void totally(Runnable parser) {
    try {
      parser.run();
    } catch (XliveException e) {
      if (e.code() != SpiError.MALFORMED_MEDIA) {
        throw e;
      }
    }
  }
}
