package io.xlive.kernel;

/** What a plugin can bring. */
public enum ExtensionKind {
  INGEST("ingest", "", false),
  OUTPUT("output", "", false),
  CODEC("codec", "codec.", false),
  AUTH_PROVIDER("auth provider", "auth.", true),
  RATE_LIMIT_POLICY("rate-limit policy", "ratelimit.", true),
  STREAM_LISTENER("stream listener", "listener.", true);

  private final String words;
  private final String prefix;
  private final boolean replaceable;

  ExtensionKind(String words, String prefix, boolean replaceable) {
    this.words = words;
    this.prefix = prefix;
    this.replaceable = replaceable;
  }

  /** For messages. */
  public String words() {
    return words;
  }

  /** The configuration section of an extension. */
  public String section(String name) {
    return prefix + name;
  }

  /** Whether another version can take over while the server runs. */
  public boolean replaceable() {
    return replaceable;
  }
}
