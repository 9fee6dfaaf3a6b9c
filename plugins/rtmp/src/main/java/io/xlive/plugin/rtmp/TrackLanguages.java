package io.xlive.plugin.rtmp;

import io.xlive.mediakit.amf.AmfValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The languages of audio tracks in {@code onMetaData} (Enhanced RTMP v2, Enhancing onMetaData):
 * {@code audioTrackIdInfoMap} has an object per track id. Which properties are in there is left
 * open; {@code language} is taken where it looks like a tag of RFC 5646, anything else is passed
 * over.
 */
final class TrackLanguages {
  private static final String MAP = "audioTrackIdInfoMap";
  private static final Pattern TRACK =
      Pattern.compile("[0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5]");
  private static final Pattern TAG = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}");

  private TrackLanguages() {}

  /** Languages by track id. */
  static Map<Integer, String> of(AmfValue metadata) {
    Map<Integer, String> languages = new HashMap<>();
    if (metadata instanceof AmfValue.Keyed keyed) {
      keyed.keyed(MAP).ifPresent(map -> read(map, languages));
    }
    return Map.copyOf(languages);
  }

  private static void read(AmfValue.Keyed map, Map<Integer, String> languages) {
    map.properties()
        .keySet()
        .forEach(
            id -> {
              Optional<String> tag = map.keyed(id).flatMap(track -> track.text("language"));
              if (TRACK.matcher(id).matches()
                  && tag.filter(text -> TAG.matcher(text).matches()).isPresent()) {
                languages.put(Integer.valueOf(id), tag.get());
              }
            });
  }
}
