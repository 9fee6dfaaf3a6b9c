package io.xlive.kernel;

import java.util.Set;
import java.util.regex.Pattern;

/** Variables that begin with {@code XLIVE_} and are no keys. */
final class ForeignVariables {
  private static final Set<String> OURS =
      Set.of(
          "XLIVE_HOME",
          "XLIVE_CONFIG",
          "XLIVE_ADMIN_PASSWORD",
          "XLIVE_JAVA_HOME",
          "XLIVE_JAVA_OPTS",
          "XLIVE_JVM_OPTS",
          "XLIVE_OPTS",
          "XLIVE_PID_FILE",
          // Of the tests; servers under test inherit it.
          "XLIVE_REQUIRE_BROWSER");

  /**
   * Kubernetes and old Docker links make these in every container beside a service called xlive.
   */
  private static final Pattern SERVICE_LINKS =
      Pattern.compile(
          "XLIVE_(SERVICE_(HOST|PORT(_\\w+)?)|PORT|PORT_\\d+_(TCP|UDP)(_(PROTO|PORT|ADDR))?|ENV_\\w+|NAME)");

  private ForeignVariables() {}

  static boolean expected(String variable) {
    return OURS.contains(variable) || SERVICE_LINKS.matcher(variable).matches();
  }
}
