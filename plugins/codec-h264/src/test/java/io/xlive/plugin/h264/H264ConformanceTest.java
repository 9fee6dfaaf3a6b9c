package io.xlive.plugin.h264;

import io.xlive.testkit.PluginConformance;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class H264ConformanceTest {
  @TestFactory
  Stream<DynamicNode> conforms(@TempDir Path home) {
    return PluginConformance.of(new H264Plugin(), home)
        .recordings("h264", getClass(), "h264.txt", "h264-small.txt")
        .tests();
  }
}
