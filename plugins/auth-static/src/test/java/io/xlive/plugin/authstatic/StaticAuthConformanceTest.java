package io.xlive.plugin.authstatic;

import io.xlive.testkit.PluginConformance;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class StaticAuthConformanceTest {
  @TestFactory
  Stream<DynamicNode> conforms(@TempDir Path home) {
    return PluginConformance.of(new StaticAuthPlugin(), home).tests();
  }
}
