package io.xlive.plugin.hevc;

import io.xlive.testkit.PluginConformance;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class HevcConformanceTest {
  @TestFactory
  Stream<DynamicNode> conforms(@TempDir Path home) {
    return PluginConformance.of(new HevcPlugin(), home)
        .recordings("hevc", getClass(), "hevc.txt", "hevc-small.txt")
        .tests();
  }
}
