package io.xlive.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {
  @ParameterizedTest
  @ValueSource(strings = {"Bearer aZ09-._~+/=", "bearer aZ09-._~+/=", "BEARER   aZ09-._~+/="})
  void tokenOfTheHeader(String header) {
    assertThat(BearerToken.of(header).token()).isEqualTo("aZ09-._~+/=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer  ",
        "Bearertoken",
        "Basic token",
        "token",
        " Bearer token",
        "Bearer token ",
        "Bearer two words",
        "Bearer t,ken",
        "Bearer t\u00f6ken",
      })
  void anotherFormIsRefused(String header) {
    refused(header);
  }

  @Test
  void longestTokenIsTaken() {
    String longest = "x".repeat(BearerToken.LONGEST);
    assertThat(BearerToken.of("Bearer x").token()).isEqualTo("x");
    assertThat(BearerToken.of("Bearer " + longest).token()).isEqualTo(longest);
    refused("Bearer " + longest + "x");
  }

  private static void refused(String header) {
    assertThatThrownBy(() -> BearerToken.of(header))
        .isInstanceOfSatisfying(
            XliveException.class, e -> assertThat(e.code()).isEqualTo(SpiError.UNAUTHENTICATED))
        .hasMessage("Authorization is not of the form Bearer TOKEN");
  }
}
