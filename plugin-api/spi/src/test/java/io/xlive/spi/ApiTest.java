package io.xlive.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code api.txt}: no change of what plugins see goes unnoticed. After a change that is
 * meant, run with {@code -Dapi.rewrite=true} and let the review read the difference.
 */
@Tag("gate")
class ApiTest {
  private static final Path LIST = Path.of("api.txt");

  @Test
  void isWhatTheListSays() throws IOException, URISyntaxException {
    Path classes =
        Path.of(Plugin.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> signatures = ApiSignatures.of(classes);
    assertThat(signatures).hasSizeGreaterThan(100);
    if (Boolean.getBoolean("api.rewrite")) {
      Files.write(LIST, signatures);
    }
    assertThat(signatures)
        .as("what plugins see, against plugin-api/spi/api.txt (-Dapi.rewrite=true rewrites it)")
        .containsExactlyElementsOf(Files.readAllLines(LIST));
  }
}
