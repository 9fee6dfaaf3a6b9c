package io.xlive.kernel;

import java.util.List;

/**
 * The server did not start; what had started was stopped. Every failure is one sentence; the causes
 * are suppressed exceptions.
 */
public final class StartFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> sentences;

  StartFailure(List<String> sentences, List<Throwable> causes) {
    super(String.join("\n", sentences));
    this.sentences = List.copyOf(sentences);
    causes.forEach(this::addSuppressed);
  }

  /** One for each failure, for the operator. */
  public List<String> sentences() {
    return sentences;
  }
}
