package io.xlive.mediakit.iso;

import io.xlive.spi.media.TrackKind;

/**
 * {@code hdlr}: ISO/IEC 14496-12, 8.4.3.
 *
 * @param kind what the track carries
 */
public record HandlerReference(TrackKind kind) implements Box {
  @Override
  public void write(BoxWriter out) {
    String handler =
        switch (kind) {
          case VIDEO -> "vide";
          case AUDIO -> "soun";
          case TEXT -> "text";
          case DATA -> "meta";
        };
    out.fullBox("hdlr", 0, 0, w -> w.u32(0).ascii(handler).zeros(12).cString("xlive"));
  }
}
