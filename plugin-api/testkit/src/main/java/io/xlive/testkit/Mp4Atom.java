package io.xlive.testkit;

import io.xlive.spi.media.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A box as {@link Fmp4Conformance} sees it: ISO/IEC 14496-12, 4.2.
 *
 * @param type four characters
 * @param start of its header in what was read
 * @param body what stands behind the header
 */
record Mp4Atom(String type, int start, Bytes body) {
  /** The boxes one after the other; empty when the sizes do not add up. */
  static Optional<List<Mp4Atom>> sequence(Bytes bytes) {
    List<Mp4Atom> atoms = new ArrayList<>();
    int at = 0;
    while (at < bytes.length()) {
      if (bytes.length() - at < 8) {
        return Optional.empty();
      }
      long size = bytes.u32(at);
      if (size < 8 || size > bytes.length() - at) {
        return Optional.empty();
      }
      String type = new String(bytes.slice(at + 4, 4).toArray(), StandardCharsets.ISO_8859_1);
      atoms.add(new Mp4Atom(type, at, bytes.slice(at + 8, (int) size - 8)));
      at += (int) size;
    }
    return Optional.of(atoms);
  }

  /** The children of a container; none when they make no sense. */
  List<Mp4Atom> children() {
    return sequence(body).orElse(List.of());
  }

  /** All children of a type. */
  List<Mp4Atom> all(String wanted) {
    return children().stream().filter(a -> a.type.equals(wanted)).toList();
  }

  /** The first box down a path of types. */
  Optional<Mp4Atom> down(String... path) {
    Optional<Mp4Atom> here = Optional.of(this);
    for (String step : path) {
      here = here.flatMap(a -> a.all(step).stream().findFirst());
    }
    return here;
  }

  int size() {
    return 8 + body.length();
  }

  int version() {
    return body.isEmpty() ? -1 : body.u8(0);
  }

  int flags() {
    return body.length() < 4 ? 0 : body.u24(1);
  }
}
