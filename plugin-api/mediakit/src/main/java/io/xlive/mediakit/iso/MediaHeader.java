package io.xlive.mediakit.iso;

import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Optional;

/**
 * {@code mdhd}, and {@code elng} behind it where a language is known: ISO/IEC 14496-12, 8.4.2
 * (version 0) and 8.4.6.
 *
 * @param timescale ticks per second of the track
 * @param language RFC 5646 tag
 */
public record MediaHeader(int timescale, Optional<String> language) implements Box {
  private static final int UNDETERMINED = packed("und");

  @Override
  public void write(BoxWriter out) {
    int code = language.map(MediaHeader::code).orElse(UNDETERMINED);
    out.fullBox(
        "mdhd",
        0,
        0,
        w -> w.u32(0).u32(0).u32(timescale).u32(0).u16(code).u16(0)); // ..., duration, language
  }

  /** The extended language tag, which stands behind the handler. */
  Optional<Box> extendedLanguage() {
    return language.map(tag -> out -> out.fullBox("elng", 0, 0, w -> w.cString(tag)));
  }

  private static int code(String tag) {
    try {
      String code = new Locale.Builder().setLanguageTag(tag).build().getISO3Language();
      return code.matches("[a-z]{3}") ? packed(code) : UNDETERMINED;
    } catch (MissingResourceException | IllformedLocaleException e) {
      return UNDETERMINED; // the tag comes from the publisher
    }
  }

  /** Three letters of ISO 639-2/T in five bits each. */
  private static int packed(String code) {
    return code.charAt(0) - 0x60 << 10 | code.charAt(1) - 0x60 << 5 | code.charAt(2) - 0x60;
  }
}
