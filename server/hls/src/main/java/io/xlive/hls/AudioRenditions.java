package io.xlive.hls;

import io.xlive.spi.media.FormatDetails;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes the EXT-X-MEDIA tags of audio renditions (RFC 8216bis 4.4.6.1). */
final class AudioRenditions {
  private AudioRenditions() {}

  /** The first rendition of each group is the default one. */
  static void write(PlaylistText out, Map<String, List<TrackSummary>> groups, String prefix) {
    groups.forEach((group, audios) -> group(out, group, audios, prefix));
  }

  private static void group(
      PlaylistText out, String group, List<TrackSummary> audios, String prefix) {
    Map<String, Integer> names = new HashMap<>();
    for (TrackSummary audio : audios) {
      Optional<String> language = Optional.empty();
      int channels = 0;
      if (audio.format().details() instanceof FormatDetails.Audio sound) {
        language = sound.language().filter(AudioRenditions::plain);
        channels = sound.channels();
      }
      String name = language.map(AudioRenditions::display).orElse("Audio");
      int same = names.merge(name, 1, Integer::sum);
      boolean first = audio == audios.getFirst();
      out.add("#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"").add(group);
      out.add("\",NAME=\"").add(same == 1 ? name : name + " " + same).add("\"");
      language.ifPresent(l -> out.add(",LANGUAGE=\"").add(l).add("\""));
      out.add(",DEFAULT=").add(first ? "YES" : "NO").add(",AUTOSELECT=YES");
      if (channels > 0) {
        out.add(",CHANNELS=\"").add(channels).add("\"");
      }
      out.add(",URI=\"").uri(prefix + MediaNames.playlist(audio.format().id()));
      out.line("\"");
    }
  }

  /** A tag comes from the publisher: nothing that could end a quoted string. */
  static boolean plain(String language) {
    return language.matches("[A-Za-z0-9-]{1,35}");
  }

  private static String display(String language) {
    String shown = Locale.forLanguageTag(language).getDisplayLanguage(Locale.ENGLISH);
    return shown.isEmpty() || shown.indexOf('"') >= 0 ? "Audio" : shown;
  }
}
