package io.xlive.plugin.ac3;

import io.xlive.testkit.PluginConformance;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class Ac3ConformanceTest {
  @TestFactory
  Stream<DynamicNode> conforms(@TempDir Path home) {
    return PluginConformance.of(new Ac3Plugin(), home)
        .recordings("ac-3", getClass(), "ac3.txt")
        .recordings("ec-3", getClass(), "eac3.txt")
        .tests();
  }
}
