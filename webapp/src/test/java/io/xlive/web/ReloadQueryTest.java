package io.xlive.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.hls.Goal;
import io.xlive.hls.Skip;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.TrackId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReloadQueryTest {
  private static final TrackId VIDEO = new TrackId("video");

  @Test
  void directivesSayWhatToWaitFor() {
    assertThat(read("_HLS_msn=7&_HLS_part=3").goal()).contains(new Goal.Reload(VIDEO, 7, 3));
    assertThat(read("_HLS_msn=7").goal()).contains(new Goal.Reload(VIDEO, 7, Goal.WHOLE));
    assertThat(read("a=b").goal()).isEmpty();
    assertThat(ReloadQuery.of(Optional.empty(), VIDEO).goal()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"_HLS_skip=YES, SEGMENTS", "_HLS_skip=v2, DATE_RANGES", "_HLS_skip=NO,", "x=1,"})
  void deltas(String query, @Nullable Skip skip) {
    assertThat(read(query).skip()).isEqualTo(Optional.ofNullable(skip));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "_HLS_msn=-1",
        "_HLS_msn=x",
        "_HLS_msn=",
        "_HLS_msn=1.5",
        "_HLS_part=0",
        "_HLS_msn=1&_HLS_part=-1",
        "_HLS_msn=1234567890123456789"
      })
  void refusals(String query) {
    assertThatThrownBy(() -> read(query))
        .isInstanceOfSatisfying(
            XliveException.class, e -> assertThat(e.code()).isEqualTo(WebError.INVALID_PARAMETER));
  }

  @ParameterizedTest
  @CsvSource({
    "token=a.b-c, token=a.b-c",
    "_HLS_msn=1&token=x&_HLS_skip=YES&user=y, token=x&user=y",
    "CMCD=bl%3D1&key=k, key=k",
    "token=\"x&ok=1, ok=1",
    "t=<script>, ''",
    "token=%22%0A, token=%22%0A",
  })
  void whatOpensThePlaylistIsCarriedAndNothingThatCouldBreakIt(String query, String carried) {
    assertThat(read(query).carried()).isEqualTo(carried);
  }

  @Test
  void aQueryHasALongestLength() {
    String most = "t=" + "x".repeat(ReloadQuery.LONGEST - 2);
    assertThat(read(most.substring(1)).carried()).hasSize(ReloadQuery.LONGEST - 1);
    assertThat(read(most).carried()).hasSize(ReloadQuery.LONGEST);
    assertThatThrownBy(() -> read(most + "x")).isInstanceOf(XliveException.class);
  }

  private static ReloadQuery read(String query) {
    return ReloadQuery.of(Optional.of(query), VIDEO);
  }
}
