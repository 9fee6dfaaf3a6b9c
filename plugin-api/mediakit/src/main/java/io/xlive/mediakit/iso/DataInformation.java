package io.xlive.mediakit.iso;

/**
 * {@code dinf} with one {@code dref} entry that says: in this file. ISO/IEC 14496-12, 8.7.1 and
 * 8.7.2.
 */
public record DataInformation() implements Box {
  private static final int SELF_CONTAINED = 1;

  @Override
  public void write(BoxWriter out) {
    out.box(
        "dinf",
        dinf ->
            dinf.fullBox(
                "dref", 0, 0, dref -> dref.u32(1).fullBox("url ", 0, SELF_CONTAINED, url -> {})));
  }
}
