package io.xlive.mediakit.iso;

import io.xlive.spi.media.Bytes;

/** One box: knows its own content and writes itself, header included. */
@FunctionalInterface
public interface Box {
  /** Appends the whole box. */
  void write(BoxWriter out);

  /** The box alone. */
  default Bytes bytes() {
    BoxWriter out = new BoxWriter();
    write(out);
    return out.build();
  }

  /**
   * A box of ready content, as a codec's configuration box is one: {@code Box.of("avcC",
   * format.config())}.
   */
  static Box of(String type, Bytes content) {
    return out -> out.box(type, w -> w.bytes(content));
  }

  /** A box that stands there ready, header included. */
  static Box ready(Bytes box) {
    return out -> out.bytes(box);
  }
}
