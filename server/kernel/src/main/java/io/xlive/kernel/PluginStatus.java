package io.xlive.kernel;

import java.util.List;

/**
 * How a plugin does, for the API and the dump.
 *
 * @param name the jar's or folder's name without {@code .jar}
 * @param version what its manifest says ({@code Implementation-Version}); may be empty
 * @param state whether it works
 * @param reason why it does not, or what waits for a restart; else empty
 * @param extensions what it brought, as in {@code codec h264}
 */
public record PluginStatus(
    String name, String version, State state, String reason, List<String> extensions) {
  /** Whether it works. */
  public enum State {
    /** Loaded. */
    RUNNING,
    /** Not loaded. */
    REFUSED,
    /** Failed too often or held a media thread, and is not called any more. */
    DISABLED
  }

  public PluginStatus {
    extensions = List.copyOf(extensions);
  }
}
