package io.xlive.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyLimitTest {
  private static final int MOST = (int) RequestLimits.MOST_BODY;
  private static final String HEAD = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";

  @ParameterizedTest
  @CsvSource({"/echo, -1, 200", "/echo, 0, 200", "/echo, 1, 413"})
  void aBodyWithALengthIsBounded(String path, int beyond, int status) throws Exception {
    int length = MOST + beyond;
    try (Door door = Door.plain()) {
      String answer =
          door.raw(
              "POST "
                  + path
                  + HEAD
                  + "Content-Length: "
                  + length
                  + "\r\n\r\n"
                  + "x".repeat(length));
      assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    }
  }

  @ParameterizedTest
  @CsvSource({"-1, 200", "0, 200", "1, 413"})
  void aBodyInChunksIsBounded(int beyond, int status) throws Exception {
    int length = MOST + beyond;
    try (Door door = Door.plain()) {
      String answer =
          door.raw(
              "POST /echo"
                  + HEAD
                  + "Transfer-Encoding: chunked\r\n\r\n"
                  + Integer.toHexString(length)
                  + "\r\n"
                  + "x".repeat(length)
                  + "\r\n0\r\n\r\n");
      assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE", "POST"})
  void aBodyThatNobodyReadsIsRefusedByItsLength(String method) throws Exception {
    try (Door door = Door.plain()) {
      String answer = door.raw(method + " /" + HEAD + "Content-Length: " + (MOST + 1) + "\r\n\r\n");
      assertThat(answer)
          .startsWith("HTTP/1.1 413 ")
          .contains("a body of more than 1048576 bytes", "\"code\":\"content_too_large\"");
    }
  }

  @Test
  void aBodyWithoutEndThatNobodyReadsEndsTheConnection() throws Exception {
    try (Door door = Door.plain()) {
      String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
      String answer =
          door.raw(
              "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                  + chunk.repeat(32));
      assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("hello");
    }
  }
}
