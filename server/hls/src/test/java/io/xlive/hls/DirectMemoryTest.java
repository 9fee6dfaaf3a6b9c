package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.xlive.spi.media.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectMemoryTest {
  private static final int CHUNK = DirectMemory.CHUNK;

  private final DirectMemory memory = new DirectMemory(4L * CHUNK + 1);

  private static Bytes media(int length, int seed) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 + i / 251 + seed);
    }
    return Bytes.copyOf(bytes);
  }

  private DirectCopy copy(int length, int seed) {
    return memory.copy(List.of(media(length, seed))).orElseThrow();
  }

  private static final class Collected implements DirectCopy.Reader {
    private final ByteArrayOutputStream all = new ByteArrayOutputStream();

    @Override
    public void take(ByteBuffer slice) {
      assertThat(slice.isDirect()).isTrue();
      assertThat(slice.isReadOnly()).isTrue();
      byte[] some = new byte[slice.remaining()];
      slice.get(some);
      all.writeBytes(some);
    }

    Bytes bytes() {
      return Bytes.copyOf(all.toByteArray());
    }
  }

  private static boolean gone(DirectCopy copy) throws IOException {
    return !copy.read(0, 1, slice -> {});
  }

  private static final class Left extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** Its reader goes away in the middle of a write. */
  private static void fail(DirectCopy copy) {
    assertThatThrownBy(
            () ->
                copy.read(
                    0,
                    1,
                    slice -> {
                      throw new Left();
                    }))
        .isInstanceOf(Left.class);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 600000", "262143, 2", "262144, 1", "262144, 262144", "1, 599998"})
  void anyRangeOfSeveralPiecesIsTheirs(int from, int count) throws IOException {
    Bytes whole = media(600_000, 5);
    DirectCopy copy =
        memory
            .copy(List.of(whole.slice(0, 100_001), Bytes.EMPTY, whole.from(100_001)))
            .orElseThrow();
    Collected collected = new Collected();
    assertThat(copy.read(from, count, collected)).isTrue();
    assertThat(collected.bytes()).isEqualTo(whole.slice(from, count));
  }

  @Test
  void noByteOutsideIsHandedOut() {
    DirectCopy copy = copy(1000, 0);
    assertThatThrownBy(() -> copy.read(0, 1001, slice -> {}))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true", "1048575, true", "1048576, true", "1048577, false"})
  void whatIsTooLargeIsNotCopied(int length, boolean copied) {
    assertThat(memory.copy(List.of(media(length, 0))).isPresent()).isEqualTo(copied);
    assertThat(memory.heldBytes()).isEqualTo(copied ? (length + CHUNK - 1) / CHUNK * CHUNK : 0);
  }

  @Test
  void noneWhereThereIsNoMemory() {
    assertThat(new DirectMemory(CHUNK - 1).copy(List.of(media(1, 0)))).isEmpty();
  }

  @Test
  void theOldestCopiesMakeRoom() throws IOException {
    DirectCopy first = copy(2 * CHUNK, 1);
    DirectCopy second = copy(2 * CHUNK, 2);
    DirectCopy third = copy(CHUNK, 3);
    assertThat(gone(first)).isTrue();
    assertThat(gone(second)).isFalse();
    assertThat(gone(third)).isFalse();
    assertThat(memory.heldBytes()).isEqualTo(4L * CHUNK);
  }

  @Test
  void aSlowReaderGetsAllOfWhatItBeganWith() throws IOException {
    DirectCopy first = copy(3 * CHUNK, 1);
    Collected collected = new Collected();
    List<Boolean> others = new ArrayList<>();
    assertThat(
            first.read(
                0,
                3L * CHUNK,
                slice -> {
                  // Others want its place while it is being written.
                  others.add(memory.copy(List.of(media(2 * CHUNK, 2))).isPresent());
                  others.add(memory.copy(List.of(media(CHUNK, 3))).isPresent());
                  collected.take(slice);
                }))
        .isTrue();
    assertThat(collected.bytes()).isEqualTo(media(3 * CHUNK, 1));
    assertThat(others).containsExactly(false, true, false, true, false, true);
    assertThat(gone(first)).isTrue();
    // Its place is free now.
    assertThat(memory.copy(List.of(media(4 * CHUNK, 4)))).isPresent();
    assertThat(memory.heldBytes()).isEqualTo(4L * CHUNK);
  }

  @Test
  void memoryThatAReaderLeftInTheMiddleIsNotUsedAgain() throws IOException {
    DirectCopy left = copy(4 * CHUNK, 1);
    fail(left);
    left.drop();
    assertThat(memory.copy(List.of(media(1, 2)))).isEmpty();
    // The other reader may still be there.
    Collected collected = new Collected();
    assertThat(left.read(0, 4L * CHUNK, collected)).isTrue();
    assertThat(collected.bytes()).isEqualTo(media(4 * CHUNK, 1));
  }

  @Test
  void suchMemoryIsCountedUntilItIsCollected() {
    leaveInTheMiddle();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              System.gc();
              return memory.heldBytes() == 0;
            });
    assertThat(memory.copy(List.of(media(4 * CHUNK, 1)))).isPresent();
  }

  private void leaveInTheMiddle() {
    DirectCopy left = copy(4 * CHUNK, 1);
    fail(left);
    left.drop();
    assertThat(memory.heldBytes()).isEqualTo(4L * CHUNK);
  }

  @Test
  void aDroppedCopyIsGoneAndItsMemoryUsedOnce() throws IOException {
    DirectCopy dropped = copy(2 * CHUNK, 1);
    dropped.drop();
    dropped.drop();
    assertThat(gone(dropped)).isTrue();
    DirectCopy second = copy(2 * CHUNK, 2);
    DirectCopy third = copy(2 * CHUNK, 3);
    Collected collected = new Collected();
    assertThat(second.read(0, 2L * CHUNK, collected)).isTrue();
    assertThat(collected.bytes()).isEqualTo(media(2 * CHUNK, 2));
    assertThat(gone(third)).isFalse();
  }

  @Test
  void releasesFreeMemoryAndThenTheOldestCopies() throws IOException {
    DirectCopy unused = copy(CHUNK, 1);
    DirectCopy oldest = copy(CHUNK, 2);
    DirectCopy newest = copy(CHUNK, 3);
    unused.drop();
    assertThat(memory.release(1)).isEqualTo(CHUNK);
    assertThat(gone(oldest)).isFalse();
    assertThat(memory.release(1)).isEqualTo(CHUNK);
    assertThat(gone(oldest)).isTrue();
    assertThat(gone(newest)).isFalse();
    assertThat(memory.release(Long.MAX_VALUE)).isEqualTo(CHUNK);
    assertThat(memory.release(Long.MAX_VALUE)).isZero();
    assertThat(memory.heldBytes()).isZero();
  }

  @Test
  void whatIsReadIsNotReleased() throws IOException {
    DirectCopy read = copy(CHUNK, 1);
    read.read(0, 1, slice -> assertThat(memory.release(1)).isZero());
    assertThat(memory.heldBytes()).isEqualTo(CHUNK);
    assertThat(memory.release(1)).isEqualTo(CHUNK);
  }
}
