package io.xlive.mediakit.amf;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;

class Amf0WriterTest {
  @Test
  void writesAnAnswerByteByByte() {
    Bytes written =
        Amf0Writer.encode(
            AmfValue.of("_result"),
            AmfValue.of(1),
            AmfValue.NULL,
            AmfValue.ObjectValue.builder().put("a", true).put("b", "c").object());
    assertThat(written)
        .isEqualTo(
            Bytes.ofHex(
                "02 0007 5f726573756c74 00 3ff0000000000000 05"
                    + "03 0001 61 01 01 0001 62 02 0001 63 0000 09"));
  }

  @Test
  void whatIsWrittenReadsBack() {
    List<AmfValue> values =
        List.of(
            AmfValue.of(-0.5),
            AmfValue.of("\u00e9\u4e2d"),
            AmfValue.of("x".repeat(65_535)),
            AmfValue.of("y".repeat(65_536)),
            AmfValue.NULL,
            AmfValue.UNDEFINED,
            AmfValue.of(false),
            new AmfValue.Date(1e12, -60),
            new AmfValue.Xml("<a/>"),
            AmfValue.ObjectValue.builder().put("width", 1920).put("encoder", "test").array(),
            new AmfValue.StrictArray(
                List.of(AmfValue.of("avc1"), AmfValue.ObjectValue.builder().object())),
            new AmfValue.TypedObject(
                "C", AmfValue.ObjectValue.builder().put("k", 1).object().properties()));
    assertThat(Amf0Reader.readAll(Amf0Writer.encode(values.toArray(AmfValue[]::new))))
        .isEqualTo(values);
  }

  @Test
  void writesAByteArrayAsUnsupported() {
    assertThat(Amf0Writer.encode(new AmfValue.Binary(Bytes.ofHex("01"))))
        .isEqualTo(Bytes.ofHex("0d"));
  }
}
