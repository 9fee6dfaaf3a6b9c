package io.xlive.mediakit.iso;

import io.xlive.spi.media.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * A box as it was read.
 *
 * @param type four characters, Latin-1
 * @param offset of its header in what was read
 * @param size with its header
 * @param content what stands behind the header, children included
 * @param children the boxes in it, when it is of a kind that has some
 */
public record ParsedBox(
    String type, int offset, int size, Bytes content, List<ParsedBox> children) {
  public ParsedBox {
    children = List.copyOf(children);
  }

  /** The first box on a path of types below this one, as in {@code traf/tfdt}. */
  public Optional<ParsedBox> find(String path) {
    return BoxReader.find(children, path);
  }

  /** The version of a full box; 0 when it is too short to have one. */
  public int version() {
    return content.isEmpty() ? 0 : content.u8(0);
  }

  /** The flags of a full box; 0 when it is too short to have some. */
  public int flags() {
    return content.length() < 4 ? 0 : content.u24(1);
  }

  /**
   * The tree as text, one box a line: type, size, and the content where there are no children, cut
   * after 64 bytes.
   */
  public String dump() {
    StringBuilder out = new StringBuilder();
    dump(out, 0);
    return out.toString();
  }

  private void dump(StringBuilder out, int depth) {
    out.append("  ".repeat(depth)).append(type).append(" [").append(size).append(']');
    if (children.isEmpty() && !content.isEmpty()) {
      int shown = Math.min(content.length(), 64);
      out.append(' ').append(content.slice(0, shown).toHex());
      if (shown < content.length()) {
        out.append("...");
      }
    }
    out.append('\n');
    for (ParsedBox child : children) {
      child.dump(out, depth + 1);
    }
  }
}
