package io.xlive.plugin.opus;

import io.xlive.testkit.PluginConformance;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class OpusConformanceTest {
  @TestFactory
  Stream<DynamicNode> conforms(@TempDir Path home) {
    return PluginConformance.of(new OpusPlugin(), home)
        .recordings("opus", getClass(), "opus.txt", "opus51.txt")
        .tests();
  }
}
