package io.xlive.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xlive.spi.ByteSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
  private static final List<ConfigSection> SECTIONS =
      List.of(
          new ConfigSection("sample", SampleConfig.class),
          new ConfigSection("http", HttpConfig.class));

  @TempDir Path home;

  @Test
  void takeTheDefaultsWithoutAFile() {
    SampleConfig sample = bind(Map.of()).section("sample", SampleConfig.class);
    assertThat(sample)
        .isEqualTo(
            new SampleConfig(
                true,
                1935,
                5_000_000_000L,
                "xlive, the server",
                "",
                Duration.ofSeconds(10),
                ByteSize.parse("4MiB"),
                home.resolve("data/parts"),
                SampleConfig.Mode.LOW_LATENCY,
                Optional.empty(),
                Optional.empty(),
                List.of("one", "two"),
                List.of(),
                List.of(),
                new SampleConfig.Tls(1936)));
  }

  @Test
  void readEveryTypeFromTheFile() throws IOException {
    file(
        """
        sample:
          enable: false
          port: 1
          most: -1
          name: "a # b"
          password: secret
          grace: 250ms
          room: 64KiB
          folder: /srv/parts
          mode: balanced
          perhaps: 7
          certificate: conf/cert.pem
          words: [x, "y, z"]
          numbers:
            - 1
            - 9
          users:
            - {name: ann, password: a, level: 3}
            - name: bob
              level: 1
          tls:
            port: 7
        """);
    assertThat(bind(Map.of()).section("sample", SampleConfig.class))
        .isEqualTo(
            new SampleConfig(
                false,
                1,
                -1,
                "a # b",
                "secret",
                Duration.ofMillis(250),
                ByteSize.parse("64KiB"),
                Path.of("/srv/parts"),
                SampleConfig.Mode.BALANCED,
                Optional.of(7),
                Optional.of(home.resolve("conf/cert.pem")),
                List.of("x", "y, z"),
                List.of(1, 9),
                List.of(new SampleConfig.User("ann", "a", 3), new SampleConfig.User("bob", "", 1)),
                new SampleConfig.Tls(7)));
  }

  @Test
  void letTheEnvironmentOverrideEveryType() throws IOException {
    file("sample:\n  port: 5\n  words: [file]\n  perhaps: 2\n");
    Map<String, String> environment =
        Map.ofEntries(
            Map.entry("XLIVE_SAMPLE_ENABLE", "false"),
            Map.entry("XLIVE_SAMPLE_PORT", "6"),
            Map.entry("XLIVE_SAMPLE_MOST", "7"),
            Map.entry("XLIVE_SAMPLE_NAME", "n: [x"),
            Map.entry("XLIVE_SAMPLE_PASSWORD", "p"),
            Map.entry("XLIVE_SAMPLE_GRACE", "1m"),
            Map.entry("XLIVE_SAMPLE_ROOM", "1GiB"),
            Map.entry("XLIVE_SAMPLE_FOLDER", "f"),
            Map.entry("XLIVE_SAMPLE_MODE", "balanced"),
            Map.entry("XLIVE_SAMPLE_PERHAPS", "3"),
            Map.entry("XLIVE_SAMPLE_CERTIFICATE", ""),
            Map.entry("XLIVE_SAMPLE_WORDS", "a, b"),
            Map.entry("XLIVE_SAMPLE_NUMBERS", ""),
            Map.entry("XLIVE_SAMPLE_USERS", "[{name: eve, level: 2}]"),
            Map.entry("XLIVE_SAMPLE_TLS_PORT", "8"),
            Map.entry("OTHER", "x"));
    assertThat(bind(environment).section("sample", SampleConfig.class))
        .isEqualTo(
            new SampleConfig(
                false,
                6,
                7,
                "n: [x",
                "p",
                Duration.ofMinutes(1),
                ByteSize.parse("1GiB"),
                home.resolve("f"),
                SampleConfig.Mode.BALANCED,
                Optional.of(3),
                Optional.empty(),
                List.of("a", "b"),
                List.of(),
                List.of(new SampleConfig.User("eve", "", 2)),
                new SampleConfig.Tls(8)));
  }

  @Test
  void tellEverythingThatIsWrongAtOnce() throws IOException {
    file(
        """
        sample:
          enable: maybe
          port: 70000
          prot: 5
          grace: ten
          mode: lowlatency
          words:
            nested: 1
          numbers: [1, 10, x]
          users:
            - {nmae: ann, level: 1}
            - {name: bob}
            - {name: cy, level: 4}
          port: 7
          tls: 5
        smaple:
          port: 5
        http:
          port: x
        """);
    Map<String, String> environment =
        Map.of("XLIVE_SAMPLE_ROOM", "huge", "XLIVE_SAMPLE_PROT", "1", "XLIVE_SAMPLE_PASSWORD", "p");
    assertThat(problems(environment))
        .containsExactlyInAnyOrder(
            "conf.yaml:2: sample.enable: 'maybe' is not true or false",
            "conf.yaml:3: sample.port: '70000' is above the most, 65535",
            "conf.yaml:4: sample.prot: unknown key (did you mean sample.port?)",
            "conf.yaml:5: sample.grace: 'ten' is not a duration such as 200ms, 2s, 5m, 1h",
            "conf.yaml:6: sample.mode: 'lowlatency' is not one of low-latency | balanced",
            "conf.yaml:8: sample.words.nested: sample.words takes a value, not keys below it",
            "conf.yaml:9: sample.numbers: '10' is above the most, 9",
            "conf.yaml:9: sample.numbers: 'x' is not a whole number",
            "conf.yaml:11: sample.users.nmae: unknown key (did you mean sample.users.name?)",
            "conf.yaml:11: sample.users: a user needs a name",
            "conf.yaml:12: sample.users.level: has to be set",
            "conf.yaml:13: sample.users.level: '4' is above the most, 3",
            "conf.yaml:14: sample.port: stands twice, first at conf.yaml:3",
            "conf.yaml:15: sample.tls: takes keys below it, such as sample.tls.port",
            "conf.yaml:17: smaple.port: unknown key (did you mean sample.port?)",
            "conf.yaml:19: http.port: 'x' is not a whole number",
            "environment: XLIVE_SAMPLE_ROOM: 'huge' is not a size such as 512, 64KiB, 4MiB",
            "environment: XLIVE_SAMPLE_PROT: unknown key (did you mean XLIVE_SAMPLE_PORT?)");
  }

  @ParameterizedTest
  @CsvSource({
    "PORT, 0, below the least",
    "PORT, 1,",
    "PORT, 2,",
    "PORT, 65534,",
    "PORT, 65535,",
    "PORT, 65536, above the most",
    "MOST, -2, below the least",
    "MOST, -1,",
    "PORT, 99999999999, too large a number",
    "GRACE, 99ms, below the least",
    "GRACE, 100ms,",
    "GRACE, 101ms,",
    "GRACE, 1h,",
    "GRACE, 3601s, above the most",
    "ROOM, 1023, below the least",
    "ROOM, 1KiB,",
    "ROOM, 1GiB,",
    "ROOM, 1073741825, above the most",
    "PERHAPS, 0, below the least",
    "PERHAPS, 1,",
    "PERHAPS, 9,",
    "PERHAPS, 10, above the most",
    "NUMBERS, '1,9',",
    "NUMBERS, '0,1', below the least",
    "NUMBERS, '9,10', above the most"
  })
  void checkEveryRangeAtBelowAndAbove(String key, String value, String refusal) {
    Map<String, String> environment = Map.of("XLIVE_SAMPLE_" + key, value);
    if (refusal == null) {
      bind(environment);
    } else {
      assertThat(problems(environment)).hasSize(1).first().asString().contains(refusal);
    }
  }

  @Test
  void neverShowASecret() throws IOException {
    file("sample:\n  password: hunter2\n  users: [{name: a, password: hunter3, level: 1}]\n");
    assertThat(bind(Map.of()).effective().toString())
        .doesNotContain("hunter")
        .contains("value=***")
        .contains("password: ***");
  }

  @Test
  void tellWhereAValueCameFrom() throws IOException {
    file("sample:\n  port: 5\n");
    Map<String, String> sources =
        bind(Map.of("XLIVE_SAMPLE_GRACE", "5s")).effective().stream()
            .collect(Collectors.toMap(EffectiveKey::key, e -> e.source() + "=" + e.value()));
    assertThat(sources)
        .containsEntry("sample.port", "conf.yaml:2=5")
        .containsEntry("sample.grace", "environment: XLIVE_SAMPLE_GRACE=5s")
        .containsEntry("sample.room", "default=4MiB")
        .containsEntry("sample.mode", "default=low-latency")
        .containsEntry("sample.words", "default=[one, two]");
  }

  @Test
  void acceptTheOtherNameOfAKey() throws IOException {
    file("hls:\n  port: 4001\n");
    assertThat(bind(Map.of()).section("http", HttpConfig.class).port()).isEqualTo(4001);
    assertThat(bind(Map.of("XLIVE_HLS_PORT", "4002")).section("http", HttpConfig.class).port())
        .isEqualTo(4002);
    assertThat(problems(Map.of("XLIVE_HLS_PORT", "1", "XLIVE_HTTP_PORT", "2")))
        .containsExactly(
            "environment: XLIVE_HLS_PORT: is another name of XLIVE_HTTP_PORT, which is set too");
  }

  @Test
  void readKeysWithDotsAndHeadlinesWithoutKeys() throws IOException {
    file("sample.port: 5\nhttp:\nunknown:\n  headline:\n");
    assertThat(bind(Map.of()).section("sample", SampleConfig.class).port()).isEqualTo(5);
    file("sample.port: 5\nsample: {port: 6}\n");
    assertThat(problems(Map.of()))
        .containsExactly("conf.yaml:2: sample.port: stands twice, first at conf.yaml:1");
  }

  @Test
  void refuseYamlThatIsNoneWithItsLine() throws IOException {
    file("sample:\n  port: [1\nhttp: {\n");
    assertThat(problems(Map.of()))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("conf.yaml:3: is not YAML");
    file("- a\n- b\n");
    assertThat(problems(Map.of()))
        .containsExactly("conf.yaml:1: is not a list of keys with values");
  }

  @Test
  void refuseTags() throws IOException {
    file("sample:\n  name: !!java.net.URL [x]\n  port: !!int 5\n");
    assertThat(problems(Map.of()))
        .containsExactly(
            "conf.yaml:2: tags are not allowed: tag:yaml.org,2002:java.net.URL",
            "conf.yaml:3: tags are not allowed: tag:yaml.org,2002:int");
  }

  @Test
  void permitFiftyAliasesAndNoMore() throws IOException {
    String aliases = IntStream.range(0, 49).mapToObj(_ -> "*w").collect(Collectors.joining(", "));
    file("sample:\n  name: &w a\n  words: [*w, " + aliases + "]\n");
    assertThat(bind(Map.of()).section("sample", SampleConfig.class).words()).hasSize(50);
    file("sample:\n  name: &w a\n  words: [*w, *w, " + aliases + "]\n");
    assertThat(problems(Map.of())).containsExactly("conf.yaml:3: has more than 50 aliases");
  }

  @Test
  void refuseAliasesThatMultiply() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 6; i++) {
      String before = "*a" + (i - 1);
      bomb.append("a" + i + ": &a" + i + " [" + (before + ",").repeat(8) + before + "]\n");
    }
    file(bomb.toString());
    assertThat(problems(Map.of())).isNotEmpty();
    file("a: &a\n  b: *a\n");
    assertThat(problems(Map.of())).isNotEmpty();
  }

  @Test
  void permitThreeMebibytesAndNoMore() throws IOException {
    String start = "sample.port: 5\n#";
    file(start + "x".repeat((3 << 20) - start.length()));
    assertThat(bind(Map.of()).section("sample", SampleConfig.class).port()).isEqualTo(5);
    file(start + "x".repeat((3 << 20) - start.length() + 1));
    assertThat(problems(Map.of())).containsExactly("conf.yaml:1: is larger than 3 MiB");
  }

  @Test
  void refuseWhatIsNoUtf8() throws IOException {
    Files.write(home.resolve("conf.yaml"), "name: \u00fc".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(problems(Map.of())).containsExactly("conf.yaml:1: is not UTF-8 text");
  }

  @Test
  void lookInTheOrderOfTheContract() throws IOException {
    Path work = Files.createDirectories(home.resolve("work"));
    Path system = home.resolve("etc");
    ConfigLoader plain = new ConfigLoader(home, work, system, Map.of(), Map.of());
    assertThat(plain.find(Optional.empty())).isEmpty();
    for (Path next :
        List.of(
            system.resolve("conf.yaml"),
            home.resolve("conf/conf.yaml"),
            work.resolve("config/conf.yaml"),
            work.resolve("conf.yaml"))) {
      Files.createDirectories(next.getParent());
      Files.writeString(next, "");
      assertThat(plain.find(Optional.empty())).contains(next);
    }
    ConfigLoader named =
        new ConfigLoader(home, work, system, Map.of("XLIVE_CONFIG", "env.yaml"), Map.of());
    assertThat(named.find(Optional.empty())).contains(work.resolve("env.yaml"));
    assertThat(named.find(Optional.of(Path.of("my.yaml")))).contains(work.resolve("my.yaml"));
  }

  @Test
  void refuseANamedFileThatIsNotThere() {
    assertThat(problems(Map.of("XLIVE_CONFIG", "gone.yaml")))
        .containsExactly("gone.yaml:1: does not exist");
  }

  @Test
  void leaveVariablesOfContainersAlone() {
    bind(
        Map.of(
            "XLIVE_HOME", "/x",
            "XLIVE_ADMIN_PASSWORD", "p",
            "XLIVE_PORT", "tcp://10.0.0.1:1935",
            "XLIVE_PORT_1935_TCP_ADDR", "10.0.0.1",
            "XLIVE_SERVICE_HOST", "10.0.0.1"));
  }

  @Test
  void cleanAndCutWhatItRepeats() throws IOException {
    file("\"a\\nb\\u2028" + "x".repeat(300) + "\": 1\n");
    String line = problems(Map.of()).getFirst();
    assertThat(line).doesNotContain("\n", "\u2028").contains("a?b?xxx").hasSizeLessThan(200);
  }

  private void file(String text) throws IOException {
    Files.writeString(home.resolve("conf.yaml"), text);
  }

  private ConfigTree bind(Map<String, String> environment) {
    ConfigSource source =
        new ConfigLoader(home, home, home.resolve("etc"), environment, KernelSetup.ALIASES)
            .load(Optional.empty());
    return ConfigBinder.bindAll(source, SECTIONS);
  }

  private List<String> problems(Map<String, String> environment) {
    return catchThrowableOfType(ConfigException.class, () -> bind(environment)).problems().stream()
        .map(ConfigProblem::toString)
        .toList();
  }
}
