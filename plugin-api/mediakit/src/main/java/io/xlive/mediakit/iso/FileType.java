package io.xlive.mediakit.iso;

import java.util.List;

/**
 * {@code ftyp} and {@code styp}: ISO/IEC 14496-12, 4.3 and 8.16.2.
 *
 * @param type {@code ftyp} before an initialization section, {@code styp} before a segment
 * @param major major brand
 * @param compatible compatible brands
 */
public record FileType(String type, String major, List<String> compatible) implements Box {
  /** Of an initialization section: a CMAF header (ISO/IEC 23000-19, 7.2). */
  public static final FileType INIT = new FileType("ftyp", "cmfc", List.of("iso6", "cmfc", "mp41"));

  /** Of a whole CMAF segment. */
  public static final FileType SEGMENT =
      new FileType("styp", "msdh", List.of("msdh", "msix", "cmfs"));

  /** Of a chunk, a part of a segment. */
  public static final FileType CHUNK = new FileType("styp", "cmfl", List.of("cmfl"));

  public FileType {
    compatible = List.copyOf(compatible);
  }

  @Override
  public void write(BoxWriter out) {
    out.box(
        type,
        w -> {
          w.ascii(major).u32(0); // minor version
          compatible.forEach(w::ascii);
        });
  }
}
