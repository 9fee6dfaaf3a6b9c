package io.xlive.testkit;

import io.xlive.testkit.PlaylistConformance.Line;
import java.util.List;

/** Whether EXT-X-VERSION is as high as the tags want: RFC 8216bis, 8. */
final class PlaylistVersion {
  private PlaylistVersion() {}

  static void check(List<Line> lines, List<Violation> violations) {
    int declared = 1;
    int needed = 1;
    String why = "";
    boolean framesOnly = lines.stream().anyMatch(line -> line.is("EXT-X-I-FRAMES-ONLY"));
    for (Line line : lines) {
      if (line.tag().isEmpty()) {
        continue;
      }
      M3u8Tag tag = line.tag().get();
      if (tag.name().equals("EXT-X-VERSION")) {
        if (!tag.value().matches("[1-9]\\d?")) {
          violations.add(new Violation("version", "line " + line.number(), tag.value()));
          return;
        }
        declared = Integer.parseInt(tag.value());
      }
      int wants = wants(tag, framesOnly);
      if (wants > needed) {
        needed = wants;
        why = tag.name() + " in line " + line.number();
      }
    }
    if (declared < needed) {
      violations.add(
          new Violation("version", "line 1", why + " wants " + needed + ", declared " + declared));
    }
  }

  private static int wants(M3u8Tag tag, boolean framesOnly) {
    return switch (tag.name()) {
      case "EXTINF" -> tag.value().contains(".") ? 3 : 1;
      case "EXT-X-BYTERANGE", "EXT-X-I-FRAMES-ONLY" -> 4;
      case "EXT-X-KEY" ->
          tag.get("KEYFORMAT").isPresent() || tag.get("KEYFORMATVERSIONS").isPresent()
              ? 5
              : tag.get("IV").isPresent() ? 2 : 1;
      case "EXT-X-MAP" -> framesOnly ? 5 : 6;
      case "EXT-X-MEDIA" ->
          tag.get("INSTREAM-ID").filter(id -> id.startsWith("SERVICE")).isPresent() ? 7 : 1;
      case "EXT-X-DEFINE" -> tag.get("QUERYPARAM").isPresent() ? 11 : 8;
      case "EXT-X-SKIP" -> tag.get("RECENTLY-REMOVED-DATERANGES").isPresent() ? 10 : 9;
      case "EXT-X-STREAM-INF" ->
          tag.attributes().keySet().stream().anyMatch(name -> name.startsWith("REQ-")) ? 12 : 1;
      default -> 1;
    };
  }
}
