package io.xlive.flv;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.mediakit.flv.FlvMessage;
import io.xlive.mediakit.flv.FlvTag;
import io.xlive.mediakit.flv.FlvWriter;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import org.junit.jupiter.api.Test;

class FlvSlabTest {
  private static FlvMessage message(int size) {
    return new FlvMessage(
        FlvTag.VIDEO, 0, Bytes.ofHex("1701000000"), new BytesBuilder().zeros(size).build());
  }

  @Test
  void aTagIsWrittenAsTheFileWriterWritesIt() {
    FlvSlab slab = FlvSlab.first(100);
    slab.append(message(3), 0x1_2345_6789L, 1);
    BytesBuilder file = new BytesBuilder();
    FlvWriter.tag(
        FlvTag.VIDEO, 0x1_2345_6789L, Bytes.ofHex("1701000000"), Bytes.ofHex("000000"), file);
    assertThat(Bytes.copyOf(slab.slice(0, 1))).isEqualTo(file.build());
  }

  @Test
  void aTagLargerThanASlabHasItsOwn() {
    FlvSlab slab = FlvSlab.first(10);
    FlvSlab small = slab.append(message(100), 0, 1);
    FlvSlab large = slab.append(message(1 << 20), 40, 2);
    assertThat(small).isSameAs(slab);
    assertThat(large).isNotSameAs(slab).isSameAs(slab.next());
    assertThat(large.slice(0, 1).remaining()).isEqualTo((1 << 20) + 5 + 15);
    assertThat(large.tag(0)).isEqualTo(1);
    assertThat(large.position(0)).isEqualTo(120);
  }

  @Test
  void aSlabHoldsSoManyTagsAndNoMore() {
    FlvSlab slab = FlvSlab.first(10);
    FlvSlab last = slab;
    for (int i = 0; i < 1_024; i++) {
      last = last.append(message(1), i, i);
    }
    assertThat(last).isSameAs(slab);
    assertThat(slab.next()).isNull();
    last = last.append(message(1), 1_024, 1_024);
    assertThat(last.tag(0)).isEqualTo(1_024);
  }

  @Test
  void oneWriteTakesWholeTagsAndOneAtLeast() {
    FlvSlab slab = FlvSlab.first(10);
    for (int i = 0; i < 3; i++) {
      slab.append(message(80), i, i); // 100 bytes each
    }
    assertThat(slab.fitting(0, 3, 199)).isEqualTo(1);
    assertThat(slab.fitting(0, 3, 200)).isEqualTo(2);
    assertThat(slab.fitting(1, 3, 10)).isEqualTo(2);
    assertThat(slab.fitting(0, 2, 10_000)).isEqualTo(2);
  }
}
