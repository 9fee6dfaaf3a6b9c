package io.xlive.plugin.rtmp;

import io.xlive.mediakit.amf.Amf0Reader;
import io.xlive.mediakit.amf.AmfValue;
import io.xlive.mediakit.flv.AudioPacket;
import io.xlive.mediakit.flv.AudioTag;
import io.xlive.mediakit.flv.FlvCodec;
import io.xlive.mediakit.flv.HdrColor;
import io.xlive.mediakit.flv.MultichannelConfig;
import io.xlive.mediakit.flv.VideoFrameType;
import io.xlive.mediakit.flv.VideoPacket;
import io.xlive.mediakit.flv.VideoTag;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.Codecs;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackKind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Event loop: the media messages of one publication, legacy or Enhanced RTMP, to frames.
 *
 * <p>What is broken is dropped and counted, track by track; {@link #read} throws, and the
 * publication is to be refused, when {@value #MOST_INVALID} packets of a kind in a row were broken,
 * or when nothing that came is of a codec that is loaded.
 */
final class FlvDepacketizer implements MediaReader {
  /** How many invalid packets of a kind in a row end a publication. */
  static final int MOST_INVALID = 100;

  /** After how many packets it is clear that nothing of it can be carried. */
  static final int MOST_UNSUPPORTED = 100;

  private static final int MOST_NAMES = 8;

  private final FlvCodecs codecs;
  private final MediaProblems problems;
  private final Predicate<FlvCodec> compositionTimes;
  private final ScriptReader script = new ScriptReader();
  private final Map<Integer, TrackReader> video = new HashMap<>();
  private final Map<Integer, TrackReader> audio = new HashMap<>();
  private final Map<TrackKind, Integer> invalid = new EnumMap<>(TrackKind.class);
  private final Set<String> unsupported = new LinkedHashSet<>();
  private int unsupportedPackets;
  private boolean carried;

  FlvDepacketizer(Codecs codecs, MediaProblems problems) {
    this.codecs = new FlvCodecs(codecs);
    this.problems = problems;
    this.compositionTimes = this.codecs::compositionTime;
  }

  /**
   * Reads a message of type 8, 9, 15 or 18; others are ignored. Frames carry the raw timestamp,
   * unsigned; they wrap as it does.
   *
   * @throws XliveException when the publication is to be refused
   */
  @Override
  public void read(RtmpMessage message, long arrivalNanos, Consumer<MediaFrame> sink) {
    long millis = Integer.toUnsignedLong(message.timestamp());
    switch (message.type()) {
      case MessageType.AUDIO -> audio(message.payload(), millis, arrivalNanos, sink);
      case MessageType.VIDEO -> video(message.payload(), millis, arrivalNanos, sink);
      case MessageType.DATA_AMF0, MessageType.DATA_AMF3 -> {
        Moment moment = new Moment(millis, 0, arrivalNanos);
        attempt(TrackKind.DATA, () -> script.read(message.type(), message.payload(), moment), sink);
        audio.forEach(this::language);
      }
      default -> {}
    }
  }

  private void audio(Bytes body, long millis, long arrival, Consumer<MediaFrame> sink) {
    AudioTag tag;
    try {
      tag = AudioTag.parse(body);
    } catch (XliveException e) {
      invalid(TrackKind.AUDIO, reason(e));
      return;
    }
    if (tag instanceof AudioTag.Packets(int nanos, List<AudioPacket> packets)) {
      Moment moment = new Moment(millis, nanos, arrival);
      for (AudioPacket packet : packets) {
        attempt(TrackKind.AUDIO, () -> audio(packet, moment), sink);
      }
    }
  }

  private Optional<MediaFrame> audio(AudioPacket packet, Moment moment) {
    Optional<Codec> codec = supported(TrackKind.AUDIO, packet.codec());
    if (codec.isEmpty()) {
      return Optional.empty();
    }
    int number = packet.trackId();
    boolean known = audio.containsKey(number);
    TrackReader track = track(audio, TrackKind.AUDIO, number);
    if (!known) {
      language(number, track);
    }
    return switch (packet.type()) {
      case SEQUENCE_START -> {
        track.start(codec.get(), packet.body());
        yield Optional.empty();
      }
      case MULTICHANNEL_CONFIG -> {
        track.channels(MultichannelConfig.parse(packet.body()));
        yield Optional.empty();
      }
      case CODED_FRAMES ->
          frame(TrackKind.AUDIO, track.frame(codec.get(), packet.body(), moment, 0, true));
      case SEQUENCE_END -> Optional.empty();
    };
  }

  private void video(Bytes body, long millis, long arrival, Consumer<MediaFrame> sink) {
    if (body.isEmpty()) {
      return;
    }
    VideoTag tag;
    try {
      tag = VideoTag.parse(body, compositionTimes);
    } catch (XliveException e) {
      invalid(TrackKind.VIDEO, reason(e));
      return;
    }
    if (tag
        instanceof
        VideoTag.Packets(VideoFrameType frameType, int nanos, List<VideoPacket> packets)) {
      Moment moment = new Moment(millis, nanos, arrival);
      boolean key = frameType == VideoFrameType.KEY || frameType == VideoFrameType.GENERATED_KEY;
      for (VideoPacket packet : packets) {
        attempt(TrackKind.VIDEO, () -> video(packet, key, moment), sink);
      }
    }
  }

  /** The language that metadata gave to a track. */
  private void language(int number, TrackReader track) {
    String language = script.languages().get(number);
    if (language != null) {
      track.language(language);
    }
  }

  private Optional<MediaFrame> video(VideoPacket packet, boolean key, Moment moment) {
    Optional<Codec> codec = supported(TrackKind.VIDEO, packet.codec());
    if (codec.isEmpty()) {
      return Optional.empty();
    }
    TrackReader track = track(video, TrackKind.VIDEO, packet.trackId());
    return switch (packet.type()) {
      case SEQUENCE_START -> {
        track.start(codec.get(), packet.body());
        yield Optional.empty();
      }
      case METADATA -> {
        metadata(track, packet.body());
        yield Optional.empty();
      }
      case CODED_FRAMES, CODED_FRAMES_X ->
          frame(
              TrackKind.VIDEO,
              track.frame(codec.get(), packet.body(), moment, packet.compositionTime(), key));
      // The descriptor of a transport stream says less than the first key frame does.
      case SEQUENCE_END, MPEG2TS_SEQUENCE_START -> Optional.empty();
    };
  }

  private static void metadata(TrackReader track, Bytes body) {
    Amf0Reader reader = new Amf0Reader(body);
    while (reader.hasNext()) {
      AmfValue name = reader.next();
      if (!reader.hasNext()) {
        throw XliveException.malformed("video metadata without a value");
      }
      AmfValue value = reader.next();
      if (name.equals(AmfValue.of("colorInfo"))) {
        track.color(HdrColor.of(value));
      }
    }
  }

  private Optional<MediaFrame> frame(TrackKind kind, TrackReader.Read read) {
    if (read.early()) {
      problems.early(kind);
    }
    return read.frame();
  }

  private static TrackReader track(Map<Integer, TrackReader> tracks, TrackKind kind, int number) {
    return tracks.computeIfAbsent(number, n -> new TrackReader(kind, n));
  }

  /** Reads one packet and hands its frame on; a broken one is the packet's failure only. */
  private void attempt(TrackKind kind, Attempt attempt, Consumer<MediaFrame> sink) {
    Optional<MediaFrame> frame;
    try {
      frame = attempt.read();
    } catch (XliveException e) {
      if (e.code() == SpiError.UNSUPPORTED_MEDIA) {
        refuse(kind, reason(e), e);
      } else {
        invalid(kind, reason(e));
      }
      return;
    } catch (RuntimeException e) {
      // A codec is a plugin: its failure must not reach the event loop.
      invalid(kind, "the codec failed: " + e.getClass().getSimpleName());
      return;
    }
    if (frame.isPresent()) {
      invalid.put(kind, 0);
      carried |= kind != TrackKind.DATA;
      sink.accept(frame.get());
    }
  }

  private void invalid(TrackKind kind, String reason) {
    problems.invalid(kind, reason);
    int row = invalid.merge(kind, 1, Integer::sum);
    if (row >= MOST_INVALID) {
      throw XliveException.malformed(
          MOST_INVALID + " invalid " + name(kind) + " packets in a row, the last one: " + reason);
    }
  }

  private Optional<Codec> supported(TrackKind kind, FlvCodec name) {
    Optional<Codec> codec = codecs.find(kind, name);
    if (codec.isEmpty()) {
      String label = name(kind) + " codec " + name;
      refuse(
          kind,
          label,
          new XliveException(
              SpiError.UNSUPPORTED_MEDIA, label + " is not carried: no codec plugin knows it"));
    }
    return codec;
  }

  private void refuse(TrackKind kind, String label, XliveException refusal) {
    problems.unsupported(kind);
    if (unsupported.size() < MOST_NAMES && unsupported.add(label)) {
      problems.refused(refusal);
    }
    if (!carried && ++unsupportedPackets >= MOST_UNSUPPORTED) {
      throw new XliveException(
          SpiError.UNSUPPORTED_MEDIA,
          "nothing of this publication can be carried: " + String.join(", ", unsupported));
    }
  }

  private static String reason(XliveException failure) {
    return Objects.requireNonNullElse(failure.getMessage(), failure.code().code());
  }

  private static String name(TrackKind kind) {
    return switch (kind) {
      case VIDEO -> "video";
      case AUDIO -> "audio";
      case TEXT -> "text";
      case DATA -> "data";
    };
  }

  /** Reads one packet. */
  private interface Attempt {
    Optional<MediaFrame> read();
  }
}
