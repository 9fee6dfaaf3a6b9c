package io.xlive.spi.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BytesTest {
  private final Bytes bytes = Bytes.ofHex("00 01 7f 80 ff 10 20 30 40");

  @Test
  void readsBigEndian() {
    assertThat(bytes.u8(4)).isEqualTo(255);
    assertThat(bytes.u16(3)).isEqualTo(0x80FF);
    assertThat(bytes.u24(3)).isEqualTo(0x80FF10);
    assertThat(bytes.s24(3)).isEqualTo(0xFF80FF10);
    assertThat(bytes.s32(3)).isEqualTo(0x80FF1020);
    assertThat(bytes.u32(3)).isEqualTo(0x80FF1020L);
    assertThat(bytes.s64(1)).isEqualTo(0x017F80FF10203040L);
  }

  @Test
  void readsNothingOutside() {
    Bytes slice = bytes.slice(2, 4);
    assertThatThrownBy(() -> slice.u8(4)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> slice.u8(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> slice.u16(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> slice.u24(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> slice.u32(1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> slice.s64(0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> slice.slice(1, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> slice.slice(Integer.MAX_VALUE, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void isEqualByContent() {
    assertThat(bytes.slice(2, 3))
        .isEqualTo(Bytes.ofHex("7f80ff"))
        .hasSameHashCodeAs(Bytes.ofHex("7f80ff"));
    assertThat(bytes.slice(2, 3)).isNotEqualTo(Bytes.ofHex("7f80fe"));
    assertThat(bytes.slice(2, 0)).isSameAs(Bytes.EMPTY);
    assertThat(bytes.slice(2, 3).compact()).isEqualTo(bytes.slice(2, 3));
  }

  @Test
  void enclosesWhatLiesBetweenTwoOfOneArray() {
    assertThat(Bytes.enclosing(bytes.slice(1, 2), bytes.slice(5, 3)))
        .contains(Bytes.ofHex("017f80ff102030"));
    assertThat(Bytes.enclosing(bytes.slice(1, 2), bytes.slice(1, 2))).contains(bytes.slice(1, 2));
    assertThat(Bytes.enclosing(bytes.slice(1, 2), bytes.slice(3, 1))).contains(bytes.slice(1, 3));
    assertThat(Bytes.enclosing(bytes.slice(1, 2), bytes.slice(0, 1))).as("before it").isEmpty();
    assertThat(Bytes.enclosing(bytes.slice(1, 4), bytes.slice(2, 1))).as("within it").isEmpty();
    Bytes other = Bytes.copyOf(bytes.toArray());
    assertThat(Bytes.enclosing(bytes.slice(1, 2), other.slice(5, 3))).as("elsewhere").isEmpty();
  }

  @Test
  void cannotBeChangedFromOutside() {
    byte[] array = {1, 2, 3};
    Bytes copy = Bytes.copyOf(array);
    array[0] = 9;
    copy.toArray()[1] = 9;
    assertThat(copy.toHex()).isEqualTo("010203");
    ByteBuffer view = bytes.slice(1, 3).asByteBuffer();
    assertThat(view.remaining()).isEqualTo(3);
    assertThat(view.capacity()).as("nothing around it shows").isEqualTo(3);
    assertThatThrownBy(() -> view.put(0, (byte) 1)).isInstanceOf(ReadOnlyBufferException.class);
    assertThat(view.hasArray()).isFalse();
  }

  @Test
  void findsBytes() {
    assertThat(bytes.indexOf(0xFF, 0)).isEqualTo(4);
    assertThat(bytes.slice(0, 4).indexOf(0xFF, 0)).isEqualTo(-1);
    assertThat(bytes.indexOf(0, 1)).isEqualTo(-1);
    assertThat(bytes.indexOf(0, -5)).isZero();
  }

  @Test
  void neverPrintsItsContent() {
    assertThat(bytes).hasToString("Bytes[9]");
  }

  @Test
  void theBuilderGathersAndStartsAnew() {
    BytesBuilder builder = new BytesBuilder(0);
    builder
        .u8(0x101)
        .u16(0x10203)
        .u24(0x1020304)
        .u32(0xFFFF_FFFF_8000_0000L)
        .u64(1)
        .ascii("a\u00e9")
        .zeros(2)
        .bytes(bytes.slice(2, 1));
    builder.setU32(0, 0xCAFEBABEL);
    Bytes built = builder.build();
    assertThat(built.toHex())
        .isEqualTo("cafebabe0304" + "80000000" + "0000000000000001" + "613f" + "0000" + "7f");
    assertThat(builder.length()).isZero();
    assertThatThrownBy(() -> builder.setU32(0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    builder.u8(7);
    assertThat(built.u8(0)).as("what was handed over does not change").isEqualTo(0xCA);
  }

  @Test
  void resultsOfASharingBuilderLieInArraysOfAtMostTheLengthGiven() {
    BytesBuilder builder = BytesBuilder.sharing(100);
    List<Bytes> built = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      built.add(builder.u32(i).zeros(i % 30).setU32(0, i + 1000).build());
      assertThat(builder.length()).isZero();
    }
    for (int i = 0; i < 100; i++) {
      assertThat(built.get(i).length()).isEqualTo(4 + i % 30);
      assertThat(built.get(i).u32(0)).as("nobody wrote over it").isEqualTo(i + 1000);
      assertThat(built.get(i).compact()).isEqualTo(built.get(i));
    }
    assertThat(built.getLast().held()).isEqualTo(100);
    assertThat(builder.zeros(99).build().held()).isEqualTo(100);
    assertThat(builder.zeros(100).build().held()).isEqualTo(100);
    assertThat(builder.zeros(101).build().held())
        .as("larger ones get what they need")
        .isEqualTo(101);
  }

  @Test
  void aSharingBuilderTakesNoMoreMemoryThanWasGathered() {
    BytesBuilder builder = BytesBuilder.sharing(1 << 20);
    assertThat(builder.u8(1).build().held()).isEqualTo(64);
    for (int i = 1; i < 64; i++) {
      builder.u8(1).build();
    }
    assertThat(builder.zeros(10_000).build().held()).isEqualTo(10_000);
    assertThat(builder.u8(1).build().held()).isEqualTo(10_064);
    assertThat(builder.build()).isSameAs(Bytes.EMPTY);
  }

  @Test
  void aClearedBuilderBeginsAnew() {
    BytesBuilder alone = new BytesBuilder().ascii("abc").clear().ascii("d");
    assertThat(alone.build().toHex()).isEqualTo("64");
    BytesBuilder sharing = BytesBuilder.sharing(64);
    Bytes first = sharing.ascii("ab").build();
    sharing.ascii("cd").clear().ascii("e");
    assertThat(sharing.build().toHex()).isEqualTo("65");
    assertThat(first.toHex()).isEqualTo("6162");
    assertThat(sharing.reserve(60).zeros(60).build().length()).isEqualTo(60);
  }
}
