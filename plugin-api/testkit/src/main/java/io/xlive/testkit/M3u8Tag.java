package io.xlive.testkit;

import io.xlive.testkit.M3u8Attribute.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A tag of a playlist: RFC 8216bis, 4.4.
 *
 * @param name as in {@code EXT-X-MAP}
 * @param value behind the colon; empty when there is none
 * @param attributes when its value is a list of them
 * @param line where it stands, from 1
 */
record M3u8Tag(String name, String value, Map<String, String> attributes, int line) {
  /** Where a tag may stand. */
  enum Place {
    BOTH,
    MEDIA,
    MULTIVARIANT
  }

  /**
   * What is known of a tag.
   *
   * @param place where it may stand
   * @param once whether at most once
   * @param list whether its value is an attribute list
   * @param types of known attributes
   * @param required attributes
   */
  record Rule(
      Place place, boolean once, boolean list, Map<String, Type> types, List<String> required) {}

  private static final String KEY =
      "METHOD=WORD! URI=STRING IV=HEX KEYFORMAT=STRING KEYFORMATVERSIONS=STRING";
  private static final String STREAM =
      "BANDWIDTH=INTEGER! AVERAGE-BANDWIDTH=INTEGER SCORE=FLOAT CODECS=STRING"
          + " SUPPLEMENTAL-CODECS=STRING RESOLUTION=RESOLUTION HDCP-LEVEL=WORD ALLOWED-CPC=STRING"
          + " VIDEO-RANGE=WORD REQ-VIDEO-LAYOUT=STRING STABLE-VARIANT-ID=STRING PATHWAY-ID=STRING"
          + " VIDEO=STRING";

  private static final Map<String, Rule> RULES = rules();

  /** The rule of a tag; empty for one that the standard does not have. */
  static Optional<Rule> rule(String name) {
    return Optional.ofNullable(RULES.get(name));
  }

  /** An attribute without quotes. */
  Optional<String> get(String attribute) {
    return Optional.ofNullable(attributes.get(attribute));
  }

  /** A number among the attributes. */
  Optional<Double> number(String attribute) {
    return get(attribute).filter(text -> text.matches("\\d+(\\.\\d+)?")).map(Double::valueOf);
  }

  private static Map<String, Rule> rules() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    plain(rules, Place.BOTH, true, "EXTM3U", "EXT-X-VERSION", "EXT-X-INDEPENDENT-SEGMENTS");
    plain(
        rules,
        Place.MEDIA,
        true,
        "EXT-X-TARGETDURATION",
        "EXT-X-MEDIA-SEQUENCE",
        "EXT-X-DISCONTINUITY-SEQUENCE",
        "EXT-X-ENDLIST",
        "EXT-X-PLAYLIST-TYPE",
        "EXT-X-I-FRAMES-ONLY");
    plain(
        rules,
        Place.MEDIA,
        false,
        "EXTINF",
        "EXT-X-BYTERANGE",
        "EXT-X-DISCONTINUITY",
        "EXT-X-PROGRAM-DATE-TIME",
        "EXT-X-GAP",
        "EXT-X-BITRATE");
    list(rules, Place.BOTH, true, "EXT-X-START", "TIME-OFFSET=SIGNED! PRECISE=YES_NO");
    list(
        rules,
        Place.BOTH,
        false,
        "EXT-X-DEFINE",
        "NAME=STRING VALUE=STRING IMPORT=STRING QUERYPARAM=STRING");
    list(
        rules,
        Place.MEDIA,
        true,
        "EXT-X-SERVER-CONTROL",
        "CAN-SKIP-UNTIL=FLOAT CAN-SKIP-DATERANGES=YES HOLD-BACK=FLOAT PART-HOLD-BACK=FLOAT"
            + " CAN-BLOCK-RELOAD=YES");
    list(rules, Place.MEDIA, true, "EXT-X-PART-INF", "PART-TARGET=FLOAT!");
    list(
        rules,
        Place.MEDIA,
        false,
        "EXT-X-PART",
        "URI=STRING! DURATION=FLOAT! INDEPENDENT=YES BYTERANGE=STRING GAP=YES");
    list(rules, Place.MEDIA, false, "EXT-X-MAP", "URI=STRING! BYTERANGE=STRING");
    list(rules, Place.MEDIA, false, "EXT-X-KEY", KEY);
    list(
        rules,
        Place.MEDIA,
        true,
        "EXT-X-SKIP",
        "SKIPPED-SEGMENTS=INTEGER! RECENTLY-REMOVED-DATERANGES=STRING");
    list(
        rules,
        Place.MEDIA,
        false,
        "EXT-X-PRELOAD-HINT",
        "TYPE=WORD! URI=STRING! BYTERANGE-START=INTEGER BYTERANGE-LENGTH=INTEGER");
    list(
        rules,
        Place.MEDIA,
        false,
        "EXT-X-RENDITION-REPORT",
        "URI=STRING! LAST-MSN=INTEGER LAST-PART=INTEGER");
    list(
        rules,
        Place.MEDIA,
        false,
        "EXT-X-DATERANGE",
        "ID=STRING! CLASS=STRING START-DATE=STRING CUE=STRING END-DATE=STRING DURATION=FLOAT"
            + " PLANNED-DURATION=FLOAT SCTE35-CMD=HEX SCTE35-OUT=HEX SCTE35-IN=HEX"
            + " END-ON-NEXT=YES");
    list(
        rules,
        Place.MULTIVARIANT,
        false,
        "EXT-X-STREAM-INF",
        STREAM + " FRAME-RATE=FLOAT AUDIO=STRING SUBTITLES=STRING CLOSED-CAPTIONS=ANY");
    list(rules, Place.MULTIVARIANT, false, "EXT-X-I-FRAME-STREAM-INF", STREAM + " URI=STRING!");
    list(
        rules,
        Place.MULTIVARIANT,
        false,
        "EXT-X-MEDIA",
        "TYPE=WORD! GROUP-ID=STRING! NAME=STRING! URI=STRING LANGUAGE=STRING ASSOC-LANGUAGE=STRING"
            + " STABLE-RENDITION-ID=STRING DEFAULT=YES_NO AUTOSELECT=YES_NO FORCED=YES_NO"
            + " INSTREAM-ID=STRING BIT-DEPTH=INTEGER SAMPLE-RATE=INTEGER CHARACTERISTICS=STRING"
            + " CHANNELS=STRING");
    list(
        rules,
        Place.MULTIVARIANT,
        false,
        "EXT-X-SESSION-DATA",
        "DATA-ID=STRING! VALUE=STRING URI=STRING FORMAT=WORD LANGUAGE=STRING");
    list(rules, Place.MULTIVARIANT, false, "EXT-X-SESSION-KEY", KEY);
    list(
        rules,
        Place.MULTIVARIANT,
        true,
        "EXT-X-CONTENT-STEERING",
        "SERVER-URI=STRING! PATHWAY-ID=STRING");
    return Map.copyOf(rules);
  }

  private static void plain(Map<String, Rule> rules, Place place, boolean once, String... names) {
    for (String name : names) {
      rules.put(name, new Rule(place, once, false, Map.of(), List.of()));
    }
  }

  private static void list(
      Map<String, Rule> rules, Place place, boolean once, String name, String attributes) {
    Map<String, Type> types = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (String attribute : attributes.split(" ", -1)) {
      int equals = attribute.indexOf('=');
      String key = attribute.substring(0, equals);
      String type = attribute.substring(equals + 1);
      if (type.endsWith("!")) {
        required.add(key);
        type = type.substring(0, type.length() - 1);
      }
      types.put(key, Type.valueOf(type));
    }
    rules.put(name, new Rule(place, once, true, types, List.copyOf(required)));
  }
}
