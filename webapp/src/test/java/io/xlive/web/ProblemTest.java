package io.xlive.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.ErrorCode;
import io.xlive.spi.ErrorType;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {
  private record Code(String name, ErrorType type) implements ErrorCode {}

  @ParameterizedTest
  @CsvSource({
    "REQUEST, 400, true, false",
    "DENIED, 403, true, false",
    "NOT_FOUND, 404, true, false",
    "LIMIT, 503, true, true",
    "MEDIA, 422, true, false",
    "PLUGIN, 500, false, false",
    "EXTERNAL, 503, true, true",
    "INTERNAL, 500, false, false",
  })
  void everyTypeHasItsStatus(ErrorType type, int status, boolean detail, boolean again) {
    XliveException failure =
        new XliveException(new Code("SOME_CODE", type), "java.lang.Secret at /root");
    Problem problem = Problem.of(failure, "/x");
    assertThat(problem.status()).isEqualTo(status);
    assertThat(problem.code()).isEqualTo("some_code");
    assertThat(problem.detail().isEmpty()).isNotEqualTo(detail);
    assertThat(Problem.retryAfter(failure).isPresent()).isEqualTo(again);
    assertThat(new Json().write(problem)).contains("\"status\":" + status);
  }

  @ParameterizedTest
  @CsvSource({
    "UNAUTHENTICATED, 401", "FORBIDDEN, 403", "RATE_LIMITED, 429", "LIMIT_REACHED, 503",
    "STREAM_BUSY, 409", "STREAM_NOT_FOUND, 404", "INVALID_NAME, 400", "SHUTTING_DOWN, 503"
  })
  void someCodesHaveOneOfTheirOwn(SpiError code, int status) {
    assertThat(Problem.of(new XliveException(code, "x"), "/x").status()).isEqualTo(status);
  }
}
