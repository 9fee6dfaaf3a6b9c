package io.xlive.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.mediakit.iso.BoxReader;
import io.xlive.mediakit.iso.FragmentWriter;
import io.xlive.mediakit.iso.InitSection;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostileInputTest {
  private static final Bytes VALID = Bytes.ofHex("00 03 61 62 63");

  @Test
  void theBoxReaderTakesEverything() {
    Bytes init = InitSection.of(Frames.VIDEO, FakeCodec.VIDEO);
    Bytes fragment = FragmentWriter.fragment(1, 0, Frames.gop(Frames.VIDEO, 0, 40, 5), 40);
    HostileInput.from(init, fragment)
        .prefixes(BoxReader::read)
        .mutants(200_000, BoxReader::read)
        .noise(1_000, 64, BoxReader::read);
  }

  @Test
  void whatAParserShouldNotDoIsFound() {
    HostileInput input = HostileInput.from(VALID);
    assertThatThrownBy(() -> input.prefixes(b -> b.u16(0)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("prefix of 0");
    assertThatThrownBy(() -> input.mutants(1_000, b -> b.slice(2, b.u16(0))))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("IndexOutOfBounds");
    assertThatThrownBy(
            () ->
                input.prefixes(
                    b -> {
                      throw new XliveException(SpiError.FORBIDDEN, "no");
                    }))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> input.within(Duration.ofNanos(1)).prefixes(b -> {}))
        .hasMessageContaining("took");
    input
        .allowing(SpiError.FORBIDDEN)
        .prefixes(
            b -> {
              throw new XliveException(SpiError.FORBIDDEN, "no");
            });
  }

  @Test
  void splitsAreComparedWithTheWhole() {
    HostileInput input = HostileInput.from(VALID);
    input.splits(
        pieces -> {
          BytesBuilder all = new BytesBuilder();
          pieces.forEach(all::bytes);
          return all.build();
        });
    assertThatThrownBy(() -> input.splits(pieces -> pieces.getFirst()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("cut at 0");
  }

  @Test
  void theSameSeedGivesTheSameInputs() {
    List<Bytes> first = new ArrayList<>();
    List<Bytes> second = new ArrayList<>();
    List<Bytes> other = new ArrayList<>();
    HostileInput.from(VALID).mutants(100, first::add);
    HostileInput.from(VALID).mutants(100, second::add);
    HostileInput.from(VALID).seed(2).mutants(100, other::add);
    assertThat(first).isEqualTo(second).isNotEqualTo(other);
  }
}
