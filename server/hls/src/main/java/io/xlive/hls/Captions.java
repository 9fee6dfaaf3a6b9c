package io.xlive.hls;

import io.xlive.spi.media.CaptionChannels;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Announces the captions that are inside the pictures of a stream. A stream without is not said to
 * have none (CLOSED-CAPTIONS=NONE): while it is live, they may begin at any time.
 */
final class Captions {
  /** What a multivariant playlist with services of CTA-708 has to declare (RFC 8216bis 8). */
  static final int SERVICES_VERSION = 7;

  private static final String GROUP = "cc";

  private Captions() {}

  /** All that the tracks carry: every variant names the same group, players switch among them. */
  static CaptionChannels of(List<TrackSummary> tracks) {
    CaptionChannels all = CaptionChannels.NONE;
    for (TrackSummary track : tracks) {
      all = all.and(track.captions());
    }
    return all;
  }

  /** The version that a playlist needs at least. */
  static int version(CaptionChannels captions, int otherwise) {
    return captions.services().isEmpty() ? otherwise : Math.max(otherwise, SERVICES_VERSION);
  }

  /** EXT-X-MEDIA tags (RFC 8216bis 4.4.6.1); the bit stream tells no language. */
  static void write(StringBuilder out, CaptionChannels captions) {
    captions.lines().forEach(line -> rendition(out, "CC" + line));
    captions.services().forEach(service -> rendition(out, "SERVICE" + service));
  }

  private static void rendition(StringBuilder out, String channel) {
    out.append("#EXT-X-MEDIA:TYPE=CLOSED-CAPTIONS,GROUP-ID=\"").append(GROUP);
    out.append("\",NAME=\"").append(channel).append("\",INSTREAM-ID=\"").append(channel);
    out.append("\"\n");
  }

  /** The attribute of EXT-X-STREAM-INF (4.4.6.2). */
  static void attribute(StringBuilder out, CaptionChannels captions) {
    if (!captions.isEmpty()) {
      out.append(",CLOSED-CAPTIONS=\"").append(GROUP).append('"');
    }
  }

  /** Accessibility descriptors of a DASH AdaptationSet (ANSI/SCTE 214-1, 7.2). */
  static void describe(XmlText out, CaptionChannels captions) {
    descriptor(out, "608", captions.lines(), "CC%d=und");
    descriptor(out, "708", captions.services(), "%d=lang:und");
  }

  private static void descriptor(XmlText out, String name, List<Integer> channels, String form) {
    if (!channels.isEmpty()) {
      out.empty("Accessibility")
          .with("schemeIdUri", "urn:scte:dash:cc:cea-" + name + ":2015")
          .with("value", channels.stream().map(form::formatted).collect(Collectors.joining(";")));
    }
  }
}
