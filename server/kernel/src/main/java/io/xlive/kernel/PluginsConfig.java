package io.xlive.kernel;

import io.xlive.spi.ConfigKey;
import java.util.List;

/** The section {@code plugins}. */
public record PluginsConfig(
    @ConfigKey(
            doc =
                "Plugins that must work, or the server does not start; by the name of jar or"
                    + " folder")
        List<String> required,
    @ConfigKey(doc = "Plugins that are left out; by the name of jar or folder")
        List<String> disabled,
    @ConfigKey(
            doc = "Pick up jars that are dropped in or replaced while the server runs",
            def = "true")
        boolean watch,
    @ConfigKey(
            doc = "When not empty, only jars with these checksums are loaded; entries FILE.jar=HEX")
        List<String> sha256) {
  public PluginsConfig {
    for (String pin : sha256) {
      if (!pin.matches("[^=/]+\\.jar=[0-9a-fA-F]{64}")) {
        throw new IllegalArgumentException(
            "sha256 takes entries FILE.jar=HEX with 64 hexadecimal digits");
      }
    }
  }
}
