package io.xlive.mediakit.amf;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;

class AmfJsonTest {
  @Test
  void valuesOfAllKinds() {
    AmfValue value =
        AmfValue.ObjectValue.builder()
            .put("text", "Tor \"\u00fc\"\\\n\u0000")
            .put("whole", 3)
            .put("part", -0.25)
            .put("large", 1e300)
            .put("none", Double.NaN)
            .put("yes", true)
            .put("null", AmfValue.NULL)
            .put("at", new AmfValue.Date(5, 0))
            .put("raw", new AmfValue.Binary(Bytes.ofHex("00ff")))
            .put("list", new AmfValue.StrictArray(List.of(AmfValue.of(1), AmfValue.UNDEFINED)))
            .put("more", AmfValue.ObjectValue.builder().array())
            .object();
    assertThat(AmfJson.of(value))
        .isEqualTo(
            "{\"text\":\"Tor \\\"\\u00fc\\\"\\\\\\u000a\\u0000\",\"whole\":3,\"part\":-0.25,"
                + "\"large\":1.0E300,\"none\":null,\"yes\":true,\"null\":null,\"at\":5,"
                + "\"raw\":\"00ff\",\"list\":[1,null],\"more\":{}}");
  }
}
