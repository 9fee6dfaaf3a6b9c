package io.xlive.hls;

import io.xlive.spi.media.CaptionChannels;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.TrackKind;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the multivariant playlist (RFC 8216bis 4.4.6): a variant for each video track and group of
 * audio renditions; audio tracks of one codec are a group.
 */
final class MultivariantPlaylist {
  private static final int VERSION = 6;

  private MultivariantPlaylist() {}

  /** The text; empty before there is a segment. */
  static Optional<PlaylistText> render(PlaylistSnapshot snapshot, String prefix) {
    List<TrackSummary> videos = of(snapshot, TrackKind.VIDEO);
    List<TrackSummary> audios = of(snapshot, TrackKind.AUDIO);
    if (videos.isEmpty() && audios.isEmpty()) {
      return Optional.empty();
    }
    CaptionChannels captions = Captions.of(videos);
    PlaylistText out = new PlaylistText();
    out.add("#EXTM3U\n#EXT-X-VERSION:").add(Captions.version(captions, VERSION)).line("");
    if (snapshot.segments().stream().allMatch(Segment::independent)) {
      out.line("#EXT-X-INDEPENDENT-SEGMENTS");
    }
    Map<String, List<TrackSummary>> groups = groups(audios);
    boolean plainAudio = videos.isEmpty() && audios.size() == 1;
    if (!plainAudio) {
      AudioRenditions.write(out, groups, prefix);
    }
    Captions.write(out.builder(), captions);
    Variants variants = new Variants(out, captions, prefix);
    if (videos.isEmpty()) {
      groups.forEach(
          (name, group) -> variants.add(group.getFirst(), plainAudio ? "" : name, group));
    } else if (groups.isEmpty()) {
      videos.forEach(video -> variants.add(video, "", List.of()));
    } else {
      groups.forEach(
          (name, group) ->
              videos.stream()
                  .filter(video -> together(video, group, audios))
                  .forEach(video -> variants.add(video, name, group)));
    }
    videos.stream()
        .filter(KeyFramePlaylist::offered)
        .forEach(video -> KeyFramePlaylist.offer(out, snapshot, video, prefix));
    return Optional.of(out);
  }

  /** A rendition's picture goes with its own sound, if it has one, else with every other. */
  private static boolean together(
      TrackSummary video, List<TrackSummary> group, List<TrackSummary> audios) {
    String rendition = Renditions.of(video.format().id());
    String sound = sound(group.getFirst());
    return sound.isEmpty()
        || sound.equals(rendition)
        || audios.stream().noneMatch(audio -> sound(audio).equals(rendition));
  }

  private static String sound(TrackSummary track) {
    return Renditions.sound(track.format().id());
  }

  private static List<TrackSummary> of(PlaylistSnapshot snapshot, TrackKind kind) {
    return snapshot.tracks().stream().filter(t -> t.format().kind() == kind).toList();
  }

  private static Map<String, List<TrackSummary>> groups(List<TrackSummary> audios) {
    Map<String, List<TrackSummary>> groups = new LinkedHashMap<>();
    boolean mixed = audios.stream().map(a -> a.format().codec()).distinct().count() > 1;
    for (TrackSummary audio : audios) {
      String rendition = sound(audio);
      String name = mixed ? "audio-" + audio.format().codec() : "audio";
      name = rendition.isEmpty() ? name : rendition + "-" + name;
      groups.computeIfAbsent(name, n -> new java.util.ArrayList<>()).add(audio);
    }
    return groups;
  }

  /** The variants, each with the same captions. */
  private record Variants(PlaylistText out, CaptionChannels captions, String prefix) {
    private void add(TrackSummary main, String group, List<TrackSummary> audios) {
      boolean video = main.format().kind() == TrackKind.VIDEO;
      Set<String> codecs = new LinkedHashSet<>();
      codecs.add(main.format().details().codecString());
      long peak = video ? main.peakBits() : 0;
      long average = video ? main.averageBits() : 0;
      long loudestPeak = video ? 0 : main.peakBits();
      long loudestAverage = video ? 0 : main.averageBits();
      for (TrackSummary audio : audios) {
        codecs.add(audio.format().details().codecString());
        loudestPeak = Math.max(loudestPeak, audio.peakBits());
        loudestAverage = Math.max(loudestAverage, audio.averageBits());
      }
      streamInf(out.builder(), peak + loudestPeak, average + loudestAverage, codecs);
      if (main.format().details() instanceof FormatDetails.Video picture) {
        picture(out.builder(), main, picture);
      }
      if (!group.isEmpty()) {
        out.add(",AUDIO=\"").add(group).add("\"");
      }
      Captions.attribute(out.builder(), captions);
      out.line("").uri(prefix + MediaNames.playlist(main.format().id())).line("");
    }
  }

  static void streamInf(StringBuilder out, long peak, long average, Set<String> codecs) {
    out.append("#EXT-X-STREAM-INF:BANDWIDTH=").append(Math.max(peak, 1));
    out.append(",AVERAGE-BANDWIDTH=").append(Math.max(Math.min(average, peak), 1));
    out.append(",CODECS=\"").append(String.join(",", codecs)).append('"');
  }

  static void picture(StringBuilder out, TrackSummary main, FormatDetails.Video picture) {
    out.append(",RESOLUTION=").append(picture.width()).append('x').append(picture.height());
    main.frameRate()
        .ifPresent(rate -> out.append(String.format(Locale.ROOT, ",FRAME-RATE=%.3f", rate)));
    out.append(",VIDEO-RANGE=").append(picture.color().videoRange());
  }
}
