package io.xlive.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenFileTest {
  @Test
  void itComparesUnlessToldToWrite(@TempDir Path folder) {
    GoldenFile golden = GoldenFile.at(folder.resolve("sub").resolve("a.txt"));
    assertThatThrownBy(() -> golden.matches("a\n"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("golden.rewrite");
    golden.rewriting().matches("a\r\n");
    golden.matches("a\n");
    assertThatThrownBy(() -> golden.matches("b\n")).isInstanceOf(AssertionError.class);
  }
}
