package io.xlive.plugin.rtmp;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** From what a stage failed with to what a peer may be told. */
final class Failures {
  private Failures() {}

  /** The categorised failure inside; anything else is a broken plugin or server. */
  static XliveException of(Throwable failure) {
    Throwable inner = failure;
    while ((inner instanceof CompletionException || inner instanceof ExecutionException)
        && inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner instanceof XliveException known
        ? known
        : new XliveException(SpiError.PLUGIN_FAILED, "internal failure", inner);
  }

  /** What a peer may read; inner failures are the operator's. */
  static String textOf(XliveException why) {
    String hidden = "internal failure";
    return switch (why.code().type()) {
      case INTERNAL, PLUGIN -> hidden;
      case REQUEST, DENIED, NOT_FOUND, LIMIT, MEDIA, EXTERNAL ->
          Objects.requireNonNullElse(why.getMessage(), hidden);
    };
  }
}
