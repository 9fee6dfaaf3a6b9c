package io.xlive.plugin.rtmp;

import io.xlive.testkit.PluginConformance;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class RtmpConformanceTest {
  @TestFactory
  Stream<DynamicNode> conforms(@TempDir Path home) {
    return PluginConformance.of(new RtmpPlugin(), home).tests();
  }
}
