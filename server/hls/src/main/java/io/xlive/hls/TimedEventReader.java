package io.xlive.hls;

import io.xlive.mediakit.amf.Amf0Reader;
import io.xlive.mediakit.amf.AmfJson;
import io.xlive.mediakit.amf.AmfValue;
import io.xlive.mediakit.scte35.SpliceSection;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.Ticks;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Reads the frames of data tracks: AMF0 data messages as RTMP carries them, plain ID3v2 tags
 * ({@code id3}) and SCTE 35 sections ({@code scte35}). Total: what is broken is a malformed {@link
 * XliveException}.
 */
final class TimedEventReader {
  /** What goes to players; state and time codes do not. */
  private static final Set<String> TEXTS =
      Set.of("onTextData", "onCuePoint", "onAdCue", "onUserDataEvent");

  private static final String SPLICE = "onSCTE35";

  /** {@code type} or {@code name} of a cue that carries a section. */
  private static final Set<String> SPLICES =
      Set.of("scte35", "scte-35", "SCTE35", "SCTE-35", "urn:scte:scte35:2013:bin");

  private static final int SECTION = 0xFC;

  private static final String ID3 = "onID3";
  private static final int MOST_ATTRIBUTES = 24;
  private static final double LONGEST_SECONDS = 86_400;

  private TimedEventReader() {}

  /**
   * The event in a frame; empty when it has none for players.
   *
   * @throws XliveException when it claims to be one and is broken
   */
  static Optional<TimedEvent> read(MediaFrame frame) {
    return switch (frame.format().codec().value()) {
      case "amf0" -> message(frame.payload());
      case "id3" -> Optional.of(id3("id3", frame.payload()));
      case "scte35" -> splice("scte35", frame.payload());
      default -> Optional.empty();
    };
  }

  private static Optional<TimedEvent> message(Bytes payload) {
    Amf0Reader reader = new Amf0Reader(payload);
    if (!reader.hasNext()
        || !(reader.next() instanceof AmfValue.Text(String name))
        || !(TEXTS.contains(name) || name.equals(ID3) || name.equals(SPLICE))) {
      return Optional.empty();
    }
    List<AmfValue> values = new ArrayList<>();
    while (reader.hasNext()) {
      values.add(reader.next());
    }
    if (name.equals(ID3)) {
      return Optional.of(
          id3(
              name,
              values.stream()
                  .flatMap(v -> binary(v).stream())
                  .findFirst()
                  .orElseThrow(() -> XliveException.malformed("onID3 without a tag"))));
    }
    Optional<Bytes> section = section(name, values);
    return section.isPresent() ? splice(name, section.get()) : Optional.of(data(name, values));
  }

  /** The section in a message that says that it has one. */
  private static Optional<Bytes> section(String name, List<AmfValue> values) {
    boolean always = name.equals(SPLICE);
    for (AmfValue value : values) {
      boolean says =
          value instanceof AmfValue.Keyed keyed
              && (keyed.text("type").filter(SPLICES::contains).isPresent()
                  || keyed.text("name").filter(SPLICES::contains).isPresent());
      Optional<Bytes> found = always || says ? candidate(value, 0) : Optional.empty();
      if (found.isPresent()) {
        return found;
      }
    }
    if (always) {
      throw XliveException.malformed("onSCTE35 without a section");
    }
    return Optional.empty();
  }

  private static Optional<Bytes> candidate(AmfValue value, int depth) {
    if (value instanceof AmfValue.Keyed keyed) {
      return depth > 1
          ? Optional.empty()
          : keyed.properties().values().stream()
              .flatMap(v -> candidate(v, depth + 1).stream())
              .findFirst();
    }
    return binary(value).filter(b -> !b.isEmpty() && b.u8(0) == SECTION);
  }

  private static Optional<TimedEvent> splice(String name, Bytes section) {
    SpliceSection splice = SpliceSection.parse(section);
    if (splice.command() == SpliceSection.Command.NONE) {
      return Optional.empty();
    }
    Optional<Long> nanos = splice.durationTicks().map(t -> Ticks.toNanos(t, 90_000));
    return Optional.of(
        new TimedEvent(
            TimedEvent.Kind.SPLICE, name, section.compact(), Map.of(), nanos, Optional.of(splice)));
  }

  private static TimedEvent data(String name, List<AmfValue> values) {
    AmfValue body = values.isEmpty() ? AmfValue.NULL : values.getFirst();
    Map<String, String> attributes = new LinkedHashMap<>();
    Optional<Long> duration = Optional.empty();
    if (body instanceof AmfValue.Keyed keyed) {
      attributes(attributes, "", keyed);
      duration = duration(keyed);
    } else {
      attribute(attributes, "text", body);
    }
    String json =
        AmfJson.of(
            AmfValue.ObjectValue.builder()
                .put("name", name)
                .put("values", new AmfValue.StrictArray(values))
                .object());
    return new TimedEvent(
        TimedEvent.Kind.DATA,
        name,
        Bytes.copyOf(json.getBytes(StandardCharsets.US_ASCII)),
        attributes,
        duration,
        Optional.empty());
  }

  private static void attributes(
      Map<String, String> attributes, String before, AmfValue.Keyed keyed) {
    keyed
        .properties()
        .forEach(
            (name, value) -> {
              if (value instanceof AmfValue.Keyed more) {
                if (before.isEmpty()) {
                  attributes(attributes, name + "-", more);
                }
              } else {
                attribute(attributes, before + name, value);
              }
            });
  }

  private static void attribute(Map<String, String> attributes, String name, AmfValue value) {
    if (attributes.size() >= MOST_ATTRIBUTES || name.isEmpty()) {
      return;
    }
    String key = AttributeText.name(name);
    switch (value) {
      case AmfValue.Text(String text) -> attributes.putIfAbsent(key, AttributeText.quoted(text));
      case AmfValue.Number(double number) ->
          attributes.putIfAbsent(key, AttributeText.number(number));
      case AmfValue.Bool(boolean truth) ->
          attributes.putIfAbsent(key, AttributeText.quoted(String.valueOf(truth)));
      case AmfValue.Xml(String document) ->
          attributes.putIfAbsent(key, AttributeText.quoted(document));
      case AmfValue.Date date -> attributes.putIfAbsent(key, AttributeText.number(date.millis()));
      case AmfValue.Binary(Bytes content) ->
          attributes.putIfAbsent(key, "0x" + content.toHex().toUpperCase(java.util.Locale.ROOT));
      case AmfValue.Null nothing -> {}
      case AmfValue.Undefined nothing -> {}
      case AmfValue.StrictArray array ->
          attributes.putIfAbsent(key, AttributeText.quoted(AmfJson.of(array)));
      case AmfValue.Keyed keyed ->
          attributes.putIfAbsent(key, AttributeText.quoted(AmfJson.of(keyed)));
    }
  }

  private static Optional<Long> duration(AmfValue.Keyed keyed) {
    OptionalDouble seconds = keyed.number("duration");
    if (seconds.isEmpty()) {
      seconds = keyed.number("break_duration_sec");
    }
    return seconds.isPresent()
            && seconds.getAsDouble() > 0
            && seconds.getAsDouble() <= LONGEST_SECONDS
        ? Optional.of(Math.round(seconds.getAsDouble() * 1e9))
        : Optional.empty();
  }

  /** Bytes as AMF3 has them, or base64 in a string, by itself or as a property of an object. */
  private static Optional<Bytes> binary(AmfValue value) {
    return switch (value) {
      case AmfValue.Binary(Bytes content) -> Optional.of(content);
      case AmfValue.Text(String text) -> base64(text);
      case AmfValue.Keyed keyed ->
          keyed.properties().values().stream()
              .filter(v -> !(v instanceof AmfValue.Keyed))
              .flatMap(v -> binary(v).stream())
              .findFirst();
      case AmfValue.Number other -> Optional.empty();
      case AmfValue.Bool other -> Optional.empty();
      case AmfValue.Null other -> Optional.empty();
      case AmfValue.Undefined other -> Optional.empty();
      case AmfValue.StrictArray other -> Optional.empty();
      case AmfValue.Date other -> Optional.empty();
      case AmfValue.Xml other -> Optional.empty();
    };
  }

  private static Optional<Bytes> base64(String text) {
    try {
      return Optional.of(Bytes.copyOf(Base64.getDecoder().decode(text.strip())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Header of 10 bytes with a size of four times seven bits (ID3v2.4.0 structure, 3.1). */
  private static TimedEvent id3(String name, Bytes tag) {
    boolean header = tag.length() >= 10 && tag.u24(0) == 0x494433;
    int size = 0;
    for (int i = 6; header && i < 10; i++) {
      header = tag.u8(i) < 0x80;
      size = size << 7 | tag.u8(i);
    }
    if (!header || size + 10 != tag.length()) {
      throw XliveException.malformed("not one ID3v2 tag");
    }
    return new TimedEvent(
        TimedEvent.Kind.ID3,
        name,
        tag.compact(),
        Map.of("X-ID3", "0x" + tag.toHex().toUpperCase(java.util.Locale.ROOT)),
        Optional.empty(),
        Optional.empty());
  }
}
