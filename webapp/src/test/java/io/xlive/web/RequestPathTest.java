package io.xlive.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.spi.XliveException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/live/cam1.m3u8|/live/cam1.m3u8",
        "/live/cam%31.m3u8|/live/cam1.m3u8",
        "/live/cam1/video%2Cindex.m3u8|/live/cam1/video,index.m3u8",
        "/live/%C3%A9.m3u8|/live/é.m3u8",
        "/|/",
        "/live/|/live/",
      })
  void decodesOnce(String raw, String decoded) {
    assertThat(RequestPath.decode(raw)).isEqualTo(decoded);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "live",
        "/../x",
        "/./x",
        "/live/..",
        "/live/.",
        "//live",
        "/live//cam",
        "/live/%2e%2e/x",
        "/live/%2E/x",
        "/live%2fcam",
        "/live%2Fcam",
        "/live%5ccam",
        "/live\\cam",
        "/live;a=b/cam",
        "/live%3Ba/cam",
        "/live/%00",
        "/live/%0d%0a",
        "/live/%7f",
        "/live/%252e",
        "/live/%c0%ae",
        "/live/%e0%80%af",
        "/live/%ff",
        "/live/%",
        "/live/%4",
        "/live/%zz",
        "/live/a b",
        "/live/é",
        "/live/\u0000",
        "/live/%+1"
      })
  void refusesWhatCanBeReadInTwoWays(String raw) {
    assertThatThrownBy(() -> RequestPath.decode(raw)).isInstanceOf(XliveException.class);
  }

  @Test
  void lengthAtAndAboveTheLimit() {
    assertThat(RequestPath.decode("/" + "a".repeat(2047))).hasSize(2048);
    assertThatThrownBy(() -> RequestPath.decode("/" + "a".repeat(2048)))
        .isInstanceOf(XliveException.class);
  }
}
