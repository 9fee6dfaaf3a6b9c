package io.xlive.mediakit.iso;

import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads boxes, for tests and tools. Total over any bytes: at most {@value #MAX_DEPTH} levels, no
 * more boxes than there are bytes for, contents are slices.
 */
public final class BoxReader {
  private static final int MAX_DEPTH = 16;

  private BoxReader() {}

  /**
   * All boxes of a file or fragment, with those inside containers.
   *
   * @throws XliveException malformed when a box does not fit what surrounds it
   */
  public static List<ParsedBox> read(Bytes bytes) {
    return boxes(bytes, 0, 0);
  }

  /** The first box on a path of types, as in {@code moov/trak/mdia}. */
  public static Optional<ParsedBox> find(List<ParsedBox> boxes, String path) {
    List<ParsedBox> level = boxes;
    Optional<ParsedBox> found = Optional.empty();
    for (String type : path.split("/", -1)) {
      found = level.stream().filter(box -> box.type().equals(type)).findFirst();
      if (found.isEmpty()) {
        return found;
      }
      level = found.get().children();
    }
    return found;
  }

  /** The trees of all boxes as text. */
  public static String dump(Bytes bytes) {
    StringBuilder out = new StringBuilder();
    read(bytes).forEach(box -> out.append(box.dump()));
    return out.toString();
  }

  private static List<ParsedBox> boxes(Bytes bytes, int base, int depth) {
    if (depth > MAX_DEPTH) {
      throw XliveException.malformed("boxes nest deeper than " + MAX_DEPTH);
    }
    List<ParsedBox> boxes = new ArrayList<>();
    int at = 0;
    while (at < bytes.length()) {
      ParsedBox box = box(bytes, at, base, depth);
      boxes.add(box);
      at += box.size();
    }
    return boxes;
  }

  private static ParsedBox box(Bytes bytes, int at, int base, int depth) {
    int left = bytes.length() - at;
    if (left < 8) {
      throw XliveException.malformed("a box header needs 8 bytes, there are " + left);
    }
    long size = bytes.u32(at);
    int header = 8;
    if (size == 1) {
      if (left < 16) {
        throw XliveException.malformed("a large box header needs 16 bytes, there are " + left);
      }
      size = bytes.s64(at + 8);
      header = 16;
    } else if (size == 0) {
      size = left;
    }
    if (size < header || size > left) {
      throw XliveException.malformed("a box of " + size + " bytes where " + left + " are left");
    }
    String type = new String(bytes.slice(at + 4, 4).toArray(), StandardCharsets.ISO_8859_1);
    Bytes content = bytes.slice(at + header, (int) size - header);
    int skipped = childrenAt(type);
    List<ParsedBox> children =
        skipped < 0 || content.length() < skipped
            ? List.of()
            : boxes(content.from(skipped), base + at + header + skipped, depth + 1);
    return new ParsedBox(type, base + at, (int) size, content, children);
  }

  /** Where the boxes inside start, -1 when there are none. */
  private static int childrenAt(String type) {
    return switch (type) {
      case "moov", "trak", "edts", "mdia", "minf", "dinf", "stbl", "mvex", "moof", "traf" -> 0;
      case "stsd", "dref" -> 8;
      case "avc1", "avc3", "hvc1", "hev1", "av01", "vp09", "vp08", "dvh1", "encv" -> 78;
      case "mp4a", "Opus", "fLaC", "ac-3", "ec-3", ".mp3", "enca" -> 28;
      default -> -1;
    };
  }
}
