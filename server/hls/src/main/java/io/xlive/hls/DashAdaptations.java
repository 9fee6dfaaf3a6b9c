package io.xlive.hls;

import io.xlive.spi.media.CaptionChannels;
import io.xlive.spi.media.ColorDescription;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import io.xlive.spi.media.TrackKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the AdaptationSets of one Period (ISO/IEC 23009-1 5.3.3): the video tracks of one codec
 * are alternatives of each other, each audio track stands for itself, as its language or its mix
 * differs. A track that was silent for a while is listed from where it came back: segments are
 * counted, so a hole cannot be told.
 */
final class DashAdaptations {
  private final PlaylistSnapshot snapshot;
  private final List<Segment> period;
  private final String prefix;
  private final Optional<DashLatency> latency;

  /**
   * Of a Period.
   *
   * @param latency when players may stay close to live
   */
  DashAdaptations(
      PlaylistSnapshot snapshot,
      List<Segment> period,
      String prefix,
      Optional<DashLatency> latency) {
    this.snapshot = snapshot;
    this.period = period;
    this.prefix = prefix;
    this.latency = latency;
  }

  void write(XmlText out) {
    Map<String, List<DashTimeline>> sets = new LinkedHashMap<>();
    // Behind a break the segment that grows begins a Period, which starts with a complete one.
    Segment last = period.getLast();
    Optional<OpenSegment> open =
        snapshot
            .open()
            .filter(growing -> growing.segment().number() == last.number() + 1)
            .filter(growing -> !growing.segment().discontinuity());
    for (TrackSummary track : snapshot.tracks()) {
      TrackId id = track.format().id();
      DashTimeline.of(period, open, id)
          .ifPresent(
              timeline -> {
                TrackFormat format = timeline.init().format();
                // The same sound of several renditions is one sound.
                String set =
                    format.kind() == TrackKind.VIDEO
                        ? "video " + format.codec()
                        : "audio "
                            + Renditions.track(format.id())
                            + language(format).map(" "::concat).orElse("")
                            + " "
                            + format.codec();
                sets.computeIfAbsent(set, s -> new ArrayList<>()).add(timeline);
              });
    }
    Set<TrackKind> seen = EnumSet.noneOf(TrackKind.class);
    for (List<DashTimeline> timelines : sets.values()) {
      boolean main = seen.add(timelines.getFirst().init().format().kind());
      set(out, timelines, main ? "main" : "alternate");
    }
  }

  private void set(XmlText out, List<DashTimeline> timelines, String role) {
    TrackFormat first = timelines.getFirst().init().format();
    boolean video = first.kind() == TrackKind.VIDEO;
    out.open("AdaptationSet").with("contentType", video ? "video" : "audio");
    out.with("mimeType", video ? "video/mp4" : "audio/mp4").with("segmentAlignment", true);
    if (timelines.stream().allMatch(DashTimeline::independent)) {
      out.with("startWithSAP", 1);
    }
    language(first).ifPresent(l -> out.with("lang", l));
    if (first.details() instanceof FormatDetails.Video picture) {
      color(out, picture.color());
    }
    if (video || snapshot.tracks().stream().noneMatch(t -> t.format().kind() == TrackKind.VIDEO)) {
      for (TimedEvent.Kind kind : TimedEvent.Kind.values()) {
        out.empty("InbandEventStream").with("schemeIdUri", kind.scheme());
      }
    }
    latency.ifPresent(l -> l.clock(out, snapshot.origin(), prefix));
    Captions.describe(out, captions(timelines));
    out.empty("Role").with("schemeIdUri", "urn:mpeg:dash:role:2011").with("value", role);
    timelines.forEach(timeline -> representation(out, timeline));
    out.close();
  }

  private CaptionChannels captions(List<DashTimeline> timelines) {
    List<TrackId> ids = timelines.stream().map(t -> t.init().format().id()).toList();
    return Captions.of(
        snapshot.tracks().stream().filter(t -> ids.contains(t.format().id())).toList());
  }

  private static Optional<String> language(TrackFormat format) {
    return format.details() instanceof FormatDetails.Audio sound
        ? sound.language().filter(AudioRenditions::plain)
        : Optional.empty();
  }

  /** Players choose by these before they load anything (ISO/IEC 23091-2). */
  private static void color(XmlText out, ColorDescription color) {
    if (color.specified()) {
      property(out, "ColourPrimaries", color.primaries());
      property(out, "TransferCharacteristics", color.transfer());
      property(out, "MatrixCoefficients", color.matrix());
    }
  }

  private static void property(XmlText out, String name, int value) {
    out.empty("SupplementalProperty")
        .with("schemeIdUri", "urn:mpeg:mpegB:cicp:" + name)
        .with("value", value);
  }

  private void representation(XmlText out, DashTimeline timeline) {
    TrackFormat format = timeline.init().format();
    long bits =
        snapshot.tracks().stream()
            .filter(t -> t.format().id().equals(format.id()))
            .mapToLong(TrackSummary::peakBits)
            .findFirst()
            .orElse(0);
    out.open("Representation").with("id", format.id()).with("bandwidth", Math.max(bits, 1));
    switch (format.details()) {
      case FormatDetails.Video picture -> {
        out.with("codecs", picture.codecString());
        out.with("width", picture.width()).with("height", picture.height());
        out.with("sar", picture.aspect().numerator() + ":" + picture.aspect().denominator());
        picture.frameRate().ifPresent(rate -> out.with("frameRate", rate));
      }
      case FormatDetails.Audio sound -> {
        out.with("codecs", sound.codecString()).with("audioSamplingRate", sound.sampleRate());
        out.empty("AudioChannelConfiguration")
            .with("schemeIdUri", "urn:mpeg:dash:23003:3:audio_channel_configuration:2011")
            .with("value", sound.channels());
      }
      case FormatDetails.Metadata data -> out.with("codecs", data.codecString());
    }
    timeline.write(out, prefix, latency);
    out.close();
  }
}
