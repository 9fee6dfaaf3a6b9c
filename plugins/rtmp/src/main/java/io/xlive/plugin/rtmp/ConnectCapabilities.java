package io.xlive.plugin.rtmp;

import io.xlive.mediakit.amf.AmfValue;
import io.xlive.mediakit.flv.FlvCapabilities;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.Codecs;
import io.xlive.spi.media.TrackKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The capabilities in connect and in its answer (Enhanced RTMP v2, "Enhancing NetConnection connect
 * Command").
 */
final class ConnectCapabilities {
  static final String FOUR_CC_LIST = "fourCcList";
  static final String VIDEO_MAP = "videoFourCcInfoMap";
  static final String AUDIO_MAP = "audioFourCcInfoMap";
  static final String CAPS_EX = "capsEx";

  static final int CAN_DECODE = 1;
  static final int CAN_FORWARD = 4;
  static final int RECONNECT = 1;
  static final int MULTITRACK = 2;
  static final int MOD_EX = 4;
  static final int NANO_OFFSET = 8;

  private static final int VIDEO_FUNCTION_HDR = 2;
  private static final int VIDEO_FUNCTION_METADATA = 4;

  /** More than all codecs there are; the rest of a longer list is ignored. */
  private static final int MOST_CODECS = 64;

  private ConnectCapabilities() {}

  /** What the object of a connect command declares. */
  static PlayerCapabilities of(AmfValue.Keyed connect) {
    if (!enhanced(connect)) {
      return PlayerCapabilities.PLAIN;
    }
    Set<String> listed = listed(connect);
    Set<String> video = new HashSet<>(listed);
    Set<String> audio = new HashSet<>(listed);
    connect.keyed(VIDEO_MAP).ifPresent(map -> receivable(map, video));
    connect.keyed(AUDIO_MAP).ifPresent(map -> receivable(map, audio));
    int capsEx = flags(connect, CAPS_EX);
    int videoFunction = flags(connect, "videoFunction");
    FlvCapabilities flv =
        new FlvCapabilities(
            video,
            audio,
            (capsEx & MULTITRACK) != 0,
            (capsEx & MOD_EX) != 0,
            (capsEx & NANO_OFFSET) != 0,
            (videoFunction & (VIDEO_FUNCTION_HDR | VIDEO_FUNCTION_METADATA)) != 0,
            // It has no flag, but is of the version that brought enhanced audio.
            !audio.isEmpty());
    return new PlayerCapabilities(flv, (capsEx & RECONNECT) != 0);
  }

  /**
   * Adds the server's own capabilities to the first object of the answer; nothing for a client that
   * declared none, which sees what it always saw.
   */
  static void answer(AmfValue.Keyed connect, Codecs codecs, AmfValue.Builder answer) {
    if (!enhanced(connect)) {
      return;
    }
    List<Codec> all =
        codecs.all().stream()
            .filter(codec -> codec.kind() == TrackKind.VIDEO || codec.kind() == TrackKind.AUDIO)
            .sorted(
                Comparator.comparing((Codec codec) -> codec.kind())
                    .thenComparing(codec -> codec.id().value()))
            .toList();
    List<AmfValue> fourCcs = new ArrayList<>();
    AmfValue.Builder video = AmfValue.ObjectValue.builder();
    AmfValue.Builder audio = AmfValue.ObjectValue.builder();
    for (Codec codec : all) {
      String fourCc = codec.flv().fourCc();
      fourCcs.add(AmfValue.of(fourCc));
      (codec.kind() == TrackKind.VIDEO ? video : audio).put(fourCc, CAN_FORWARD);
    }
    answer
        .put(FOUR_CC_LIST, new AmfValue.StrictArray(fourCcs))
        .put(VIDEO_MAP, video.object())
        .put(AUDIO_MAP, audio.object())
        .put(CAPS_EX, RECONNECT | MULTITRACK | MOD_EX | NANO_OFFSET);
  }

  private static boolean enhanced(AmfValue.Keyed connect) {
    return connect.property(FOUR_CC_LIST).isPresent()
        || connect.property(VIDEO_MAP).isPresent()
        || connect.property(AUDIO_MAP).isPresent()
        || connect.property(CAPS_EX).isPresent();
  }

  private static Set<String> listed(AmfValue.Keyed connect) {
    Optional<AmfValue> list = connect.property(FOUR_CC_LIST);
    if (list.isEmpty() || !(list.get() instanceof AmfValue.StrictArray(List<AmfValue> values))) {
      return Set.of();
    }
    Set<String> fourCcs = new HashSet<>();
    for (AmfValue value : values) {
      if (value instanceof AmfValue.Text(String fourCc)
          && fourCc.length() <= 4
          && fourCcs.size() < MOST_CODECS) {
        fourCcs.add(fourCc);
      }
    }
    return fourCcs;
  }

  /** The entry for any codec overrides the others, says the specification; here it adds to them. */
  private static void receivable(AmfValue.Keyed map, Set<String> fourCcs) {
    for (Map.Entry<String, AmfValue> entry : map.properties().entrySet()) {
      if (entry.getValue() instanceof AmfValue.Number(double flags)
          && ((int) flags & (CAN_DECODE | CAN_FORWARD)) != 0
          && entry.getKey().length() <= 4
          && fourCcs.size() < 2 * MOST_CODECS) {
        fourCcs.add(entry.getKey());
      }
    }
  }

  private static int flags(AmfValue.Keyed connect, String name) {
    return (int) connect.number(name).orElse(0);
  }
}
