package io.xlive.mediakit.amf;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes AMF0 values, without references: what every peer reads. One thread at a time. */
public final class Amf0Writer {
  private static final int SHORT_TEXT = 0xFFFF;

  private final BytesBuilder out;

  /** Appends to {@code out}. */
  public Amf0Writer(BytesBuilder out) {
    this.out = out;
  }

  /** The AMF0 form of some values, one after the other. */
  public static Bytes encode(AmfValue... values) {
    BytesBuilder out = new BytesBuilder(128);
    Amf0Writer writer = new Amf0Writer(out);
    for (AmfValue value : values) {
      writer.write(value);
    }
    return out.build();
  }

  /**
   * Appends a value; a byte array, which AMF0 does not know, becomes "unsupported".
   *
   * @throws IllegalArgumentException for a property or class name above 65,535 bytes
   */
  public Amf0Writer write(AmfValue value) {
    switch (value) {
      case AmfValue.Number(double number) -> out.u8(0).u64(Double.doubleToRawLongBits(number));
      case AmfValue.Bool(boolean truth) -> out.u8(1).u8(truth ? 1 : 0);
      case AmfValue.Text(String text) -> text(text);
      case AmfValue.Null() -> out.u8(5);
      case AmfValue.Undefined() -> out.u8(6);
      case AmfValue.ObjectValue object -> {
        out.u8(3);
        properties(object);
      }
      case AmfValue.EcmaArray array -> {
        out.u8(8).u32(array.properties().size());
        properties(array);
      }
      case AmfValue.TypedObject object -> {
        out.u8(16);
        name(object.className());
        properties(object);
      }
      case AmfValue.StrictArray array -> {
        out.u8(10).u32(array.values().size());
        array.values().forEach(this::write);
      }
      case AmfValue.Date(double millis, int zone) ->
          out.u8(11).u64(Double.doubleToRawLongBits(millis)).u16(zone);
      case AmfValue.Xml(String document) -> longText(15, document.getBytes(StandardCharsets.UTF_8));
      case AmfValue.Binary ignored -> out.u8(13);
    }
    return this;
  }

  private void properties(AmfValue.Keyed keyed) {
    for (Map.Entry<String, AmfValue> property : keyed.properties().entrySet()) {
      name(property.getKey());
      write(property.getValue());
    }
    out.u16(0).u8(9);
  }

  private void name(String name) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    if (utf8.length > SHORT_TEXT) {
      throw new IllegalArgumentException("an AMF0 name has at most 65535 bytes: " + utf8.length);
    }
    out.u16(utf8.length).bytes(utf8);
  }

  private void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (utf8.length > SHORT_TEXT) {
      longText(12, utf8);
    } else {
      out.u8(2).u16(utf8.length).bytes(utf8);
    }
  }

  private void longText(int marker, byte[] utf8) {
    out.u8(marker).u32(utf8.length).bytes(utf8);
  }
}
