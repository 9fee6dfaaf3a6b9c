package io.xlive.plugin.rtmp;

import io.xlive.mediakit.amf.Amf0Reader;
import io.xlive.mediakit.amf.Amf0Writer;
import io.xlive.mediakit.amf.AmfValue;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.CodecId;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import io.xlive.spi.media.TrackKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Event loop: data messages (RTMP 1.0 section 7.1.2) to frames of the track {@code data}.
 *
 * <p>A payload is the whole AMF0 body from the handler's name on. {@code onMetaData} is state and
 * marked as key, so that late players get it; all others pass by.
 */
final class ScriptReader {
  private static final String SET = "@setDataFrame";
  private static final String CLEAR = "@clearDataFrame";
  private static final String ON_META_DATA = "onMetaData";

  /** What a server says to its players is not for publishers to say. */
  private static final Set<String> RESERVED = Set.of("|RtmpSampleAccess", "onStatus");

  private final TrackFormat format =
      new TrackFormat(
          TrackId.of(TrackKind.DATA, 0),
          TrackKind.DATA,
          new CodecId("amf0"),
          1_000,
          Bytes.EMPTY,
          new FormatDetails.Metadata("", "amf0"));

  private Map<Integer, String> languages = Map.of();

  /** What {@code onMetaData} said of audio tracks last, by track id. */
  Map<Integer, String> languages() {
    return languages;
  }

  /**
   * Reads a message of type 15 or 18.
   *
   * @return empty when there is nothing for players in it
   * @throws XliveException when it is not AMF, or too much of it
   */
  Optional<MediaFrame> read(int type, Bytes message, Moment moment) {
    boolean amf3 = type == MessageType.DATA_AMF3;
    Bytes body = amf3 && !message.isEmpty() && message.u8(0) == 0 ? message.from(1) : message;
    Amf0Reader reader = new Amf0Reader(body);
    if (!reader.hasNext()) {
      return Optional.empty();
    }
    String name = name(reader.next());
    if (name.equals(CLEAR)) {
      return cleared(reader, moment);
    }
    int from = 0;
    if (name.equals(SET)) {
      from = reader.position();
      if (!reader.hasNext()) {
        throw XliveException.malformed("@setDataFrame without a name");
      }
      name = name(reader.next());
    }
    if (RESERVED.contains(name)) {
      return Optional.empty();
    }
    List<AmfValue> values = new ArrayList<>();
    values.add(AmfValue.of(name));
    while (reader.hasNext()) {
      values.add(reader.next());
    }
    if (name.equals(ON_META_DATA) && values.size() > 1) {
      languages = TrackLanguages.of(values.get(1));
    }
    Bytes payload = amf3 ? Amf0Writer.encode(values.toArray(AmfValue[]::new)) : body.from(from);
    return Optional.of(frame(name, payload, moment));
  }

  private Optional<MediaFrame> cleared(Amf0Reader reader, Moment moment) {
    String name = reader.hasNext() ? name(reader.next()) : ON_META_DATA;
    Bytes empty = Amf0Writer.encode(AmfValue.of(name), AmfValue.ObjectValue.builder().array());
    return Optional.of(frame(name, empty, moment));
  }

  private MediaFrame frame(String name, Bytes payload, Moment moment) {
    FrameFlags flags = name.equals(ON_META_DATA) ? FrameFlags.KEY : FrameFlags.NONE;
    return new MediaFrame(format, moment.millis(), 0, moment.arrivalNanos(), flags, payload);
  }

  private static String name(AmfValue value) {
    if (value instanceof AmfValue.Text(String name)) {
      return name;
    }
    throw XliveException.malformed("a data message that does not begin with a name");
  }
}
