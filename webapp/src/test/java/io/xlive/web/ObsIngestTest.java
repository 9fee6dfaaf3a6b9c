package io.xlive.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.kernel.ObsConfig;
import io.xlive.spi.Listening;
import io.xlive.testkit.ConfigDefaults;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObsIngestTest {
  private static final Listening RTMP =
      new Listening("rtmp", InetSocketAddress.createUnresolved("0.0.0.0", 1935));
  private static final Listening RTMPS =
      new Listening("rtmps", InetSocketAddress.createUnresolved("0.0.0.0", 1936));

  @Test
  void obsIsSentToTheHostThatItAsked() {
    assertThat(urls(Map.of(), "live.example.com", RTMPS, RTMP))
        .containsExactly(
            "RTMP rtmp://live.example.com:1935/live/{stream_key}",
            "RTMPS rtmps://live.example.com:1936/live/{stream_key}");
    assertThat(urls(Map.of("app", "a/b"), "[2001:db8::1]", RTMP))
        .containsExactly("RTMP rtmp://[2001:db8::1]:1935/a/b/{stream_key}");
  }

  @Test
  void aConfiguredAddressGoesBeforeThat() {
    assertThat(urls(Map.of("ingest", "rtmps://in.example.com/live/"), "other", RTMP))
        .containsExactly("RTMPS rtmps://in.example.com/live/{stream_key}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "a?b", "a#b", "a{b", "u@h", "[1]", "[:::]x"})
  void whatIsNoHostIsNotEchoed(String host) {
    assertThat(urls(Map.of(), host, RTMP)).isEmpty();
  }

  @Test
  void withoutRtmpThereIsNoAddress() {
    assertThat(urls(Map.of(), "live.example.com")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a/live",
        "rtmp://a",
        "rtmp://a/",
        "rtmp://a/live?x=1",
        "rtmp://a/{stream_key}",
        "rtmp:///live"
      })
  void mistakesAreFoundAtTheStart(String address) {
    ObsConfig config = ConfigDefaults.of(ObsConfig.class, Map.of("ingest", address));
    assertThat(ObsIngest.problem(config)).isPresent();
    assertThat(ObsIngest.problem(ConfigDefaults.of(ObsConfig.class, Map.of("app", "api"))))
        .isPresent();
  }

  private static List<String> urls(Map<String, String> settings, String host, Listening... open) {
    return new ObsIngest(ConfigDefaults.of(ObsConfig.class, settings), () -> List.of(open))
        .endpoints(host).stream().map(e -> e.protocol() + " " + e.urlTemplate()).toList();
  }
}
