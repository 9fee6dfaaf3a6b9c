package io.xlive.web;

import io.xlive.hls.HlsConfig;
import io.xlive.hls.HlsStreams;
import io.xlive.kernel.ConfigException;
import io.xlive.kernel.ConfigPreview;
import io.xlive.kernel.HttpConfig;
import io.xlive.kernel.ObsConfig;
import io.xlive.security.AuthConfig;
import io.xlive.security.Authoriser;
import io.xlive.spi.Cidr;
import io.xlive.spi.XliveException;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a configuration can say wrongly although every key has the right type: rules and addresses
 * inside of texts.
 */
final class ServerRules {
  private ServerRules() {}

  /** A sentence for each; none when a section cannot be read at all, which the kernel tells. */
  static List<String> broken(ServerHome home) {
    List<String> problems = new ArrayList<>();
    try {
      ConfigPreview config =
          ConfigPreview.read(
              home.configFile(), home.home(), Path.of("").toAbsolutePath(), home.environment());
      for (String proxy : config.section("http", HttpConfig.class).trustedProxies()) {
        try {
          Cidr.parse(proxy);
        } catch (IllegalArgumentException e) {
          problems.add("http.trusted-proxies: " + e.getMessage());
        }
      }
      for (String rule : config.section("hls", HlsConfig.class).ladder()) {
        HlsStreams.ladderProblem(rule).ifPresent(said -> problems.add("hls.ladder: " + said));
      }
      ObsConfig obs = config.section("obs", ObsConfig.class);
      ObsLadder.problem(obs).ifPresent(problems::add);
      ObsIngest.problem(obs).ifPresent(problems::add);
      new Authoriser(
          config.section("auth", AuthConfig.class),
          credential -> CredentialValidationResult.NOT_VALIDATED_RESULT);
    } catch (ConfigException told) {
      return problems;
    } catch (XliveException e) {
      problems.add(e.getMessage());
    }
    return problems;
  }
}
