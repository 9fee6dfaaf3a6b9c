package io.xlive.mediakit.flv;

import io.xlive.mediakit.amf.Amf0Writer;
import io.xlive.mediakit.amf.AmfValue;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.Codecs;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.Ticks;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Frames to the messages of RTMP and the tags of FLV, for players of one set of capabilities
 * (Enhanced RTMP v2). Immutable, safe for any thread.
 *
 * <p>The first track of H.264, AAC or MP3 goes out as it always did; everything else in the
 * enhanced form, to those who declared that they take it.
 */
public final class FlvPacketizer {
  private static final int MILLIS = 1_000;
  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final int MOST_TRACK = 255;

  private final Codecs codecs;
  private final FlvCapabilities capabilities;

  /**
   * A packetizer.
   *
   * @param codecs what is loaded
   * @param capabilities of the players
   */
  public FlvPacketizer(Codecs codecs, FlvCapabilities capabilities) {
    this.codecs = codecs;
    this.capabilities = capabilities;
  }

  /** Whether these players get the track at all. */
  public boolean takes(TrackFormat format) {
    return switch (format.kind()) {
      case VIDEO, AUDIO -> form(format).isPresent();
      case DATA -> format.codec().value().equals("amf0");
      case TEXT -> false;
    };
  }

  /**
   * What goes before the first frame of a format: the sequence start, and HDR metadata or the
   * layout of channels; nothing for a codec without one.
   *
   * @param timestamp of that frame, see {@link #timestamp}
   */
  public List<FlvMessage> start(TrackFormat format, int timestamp) {
    Optional<Form> form = form(format);
    if (form.isEmpty()) {
      return List.of();
    }
    List<FlvMessage> messages = new ArrayList<>(2);
    if (form.get().codec.flv().sequenceStart()) {
      Bytes body = form.get().codec.sequenceStart(format.config());
      messages.add(message(format, timestamp, form.get().sequence(true), body));
    }
    form.get()
        .color(format)
        .ifPresent(head -> messages.add(message(format, timestamp, head, colorBody(format))));
    channels(format)
        .ifPresent(
            config ->
                form.get()
                    .channels()
                    .ifPresent(
                        head -> messages.add(message(format, timestamp, head, config.encode()))));
    return messages;
  }

  /** A frame; empty when these players do not get its track. */
  public Optional<FlvMessage> frame(MediaFrame frame) {
    TrackFormat format = frame.format();
    int timestamp = timestamp(frame);
    if (format.kind() == TrackKind.DATA || format.kind() == TrackKind.TEXT) {
      return takes(format)
          ? Optional.of(new FlvMessage(FlvTag.SCRIPT, timestamp, Bytes.EMPTY, frame.payload()))
          : Optional.empty();
    }
    return form(format).map(form -> message(format, timestamp, form.coded(frame), frame.payload()));
  }

  /** The end of a track. */
  public Optional<FlvMessage> end(TrackFormat format, int timestamp) {
    return form(format)
        .filter(form -> form.plain.isEmpty() || format.kind() == TrackKind.VIDEO)
        .map(form -> message(format, timestamp, form.sequence(false), Bytes.EMPTY));
  }

  /** The time of a frame in milliseconds, wrapping as RTMP and FLV do. */
  public static int timestamp(MediaFrame frame) {
    return (int) Ticks.rescale(frame.dts(), frame.format().timescale(), MILLIS);
  }

  /** The CodecID or SoundFormat under which clients without Enhanced RTMP know a codec. */
  private static OptionalInt plainId(Codec codec) {
    int id = codec.flv().legacyId().orElse(-1);
    boolean plain =
        codec.kind() == TrackKind.VIDEO
            ? id == FlvCodec.AVC
            : id == FlvCodec.AAC || id == FlvCodec.MP3;
    return plain ? OptionalInt.of(id) : OptionalInt.empty();
  }

  private static FlvMessage message(TrackFormat format, int timestamp, Bytes head, Bytes body) {
    int type = format.kind() == TrackKind.VIDEO ? FlvTag.VIDEO : FlvTag.AUDIO;
    return new FlvMessage(type, timestamp, head, body);
  }

  private static Bytes colorBody(TrackFormat format) {
    return format.details() instanceof FormatDetails.Video video
        ? HdrColor.write(video.color())
            .map(info -> Amf0Writer.encode(AmfValue.of("colorInfo"), info))
            .orElse(Bytes.EMPTY)
        : Bytes.EMPTY;
  }

  private static Optional<MultichannelConfig> channels(TrackFormat format) {
    return format.details() instanceof FormatDetails.Audio sound
        ? sound.layout().map(layout -> new MultichannelConfig(sound.channels(), layout))
        : Optional.empty();
  }

  private Optional<Form> form(TrackFormat format) {
    OptionalInt number = trackNumber(format);
    Optional<Codec> codec = codecs.byId(format.codec());
    if (number.isEmpty() || codec.isEmpty()) {
      return Optional.empty();
    }
    int track = number.getAsInt();
    OptionalInt plain = track == 0 ? plainId(codec.get()) : OptionalInt.empty();
    boolean taken =
        plain.isPresent()
            || (capabilities.takes(format.kind(), codec.get().flv().fourCc())
                && (track == 0 || capabilities.multitrack()));
    return taken ? Optional.of(new Form(codec.get(), plain, track)) : Optional.empty();
  }

  /** The number in {@code audio-2}; 0 for {@code audio}; empty for a name of another kind. */
  private static OptionalInt trackNumber(TrackFormat format) {
    String kind = format.kind() == TrackKind.VIDEO ? "video" : "audio";
    String id = format.id().value();
    if (id.equals(kind)) {
      return OptionalInt.of(0);
    }
    if (!id.startsWith(kind + "-")) {
      return OptionalInt.empty();
    }
    String digits = id.substring(kind.length() + 1);
    if (digits.isEmpty()
        || digits.length() > 3
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return OptionalInt.empty();
    }
    int number = Integer.parseInt(digits);
    return number >= 1 && number <= MOST_TRACK ? OptionalInt.of(number) : OptionalInt.empty();
  }

  /**
   * How a track goes out: by a CodecID or SoundFormat in the legacy form, else in the enhanced one.
   */
  private final class Form {
    private final Codec codec;
    private final OptionalInt plain;
    private final int track;
    private final FlvCodec name;
    private final boolean video;

    private Form(Codec codec, OptionalInt plain, int track) {
      this.codec = codec;
      this.plain = plain;
      this.track = track;
      this.name = FlvCodec.fourCc(codec.flv().fourCc());
      this.video = codec.kind() == TrackKind.VIDEO;
    }

    /** Start or end of the sequence. */
    Bytes sequence(boolean start) {
      if (video) {
        VideoPacketType type =
            start ? VideoPacketType.SEQUENCE_START : VideoPacketType.SEQUENCE_END;
        return plain.isPresent()
            ? VideoTagHeader.legacy(VideoFrameType.KEY, plain.getAsInt(), type, 0)
            : videoTrack(VideoTagHeader.enhanced(VideoFrameType.KEY, name, type));
      }
      AudioPacketType type = start ? AudioPacketType.SEQUENCE_START : AudioPacketType.SEQUENCE_END;
      return plain.isPresent()
          ? AudioTagHeader.aac(type)
          : audioTrack(AudioTagHeader.enhanced(name, type));
    }

    Optional<Bytes> color(TrackFormat format) {
      if (!video
          || plain.isPresent()
          || !capabilities.colorMetadata()
          || colorBody(format).isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          videoTrack(
              VideoTagHeader.enhanced(VideoFrameType.COMMAND, name, VideoPacketType.METADATA)));
    }

    /** AAC and MP3 in their legacy form describe themselves, and old players know nothing else. */
    Optional<Bytes> channels() {
      return plain.isPresent() || !capabilities.multichannel()
          ? Optional.empty()
          : Optional.of(
              audioTrack(AudioTagHeader.enhanced(name, AudioPacketType.MULTICHANNEL_CONFIG)));
    }

    Bytes coded(MediaFrame frame) {
      return video ? codedVideo(frame) : codedAudio(frame);
    }

    private Bytes codedVideo(MediaFrame frame) {
      VideoFrameType type = frame.key() ? VideoFrameType.KEY : VideoFrameType.INTER;
      int offset = compositionTime(frame);
      if (plain.isPresent()) {
        return VideoTagHeader.legacy(type, plain.getAsInt(), VideoPacketType.CODED_FRAMES, offset);
      }
      Bytes header;
      if (!codec.flv().compositionTime()) {
        header = VideoTagHeader.enhanced(type, name, VideoPacketType.CODED_FRAMES);
      } else if (offset == 0) {
        header = VideoTagHeader.enhanced(type, name, VideoPacketType.CODED_FRAMES_X);
      } else {
        header = VideoTagHeader.enhanced(type, name, offset);
      }
      Bytes onTrack = videoTrack(header);
      int nanos = nanoOffset(frame);
      return nanos == 0 ? onTrack : VideoTagHeader.withNanoOffset(onTrack, nanos);
    }

    private Bytes codedAudio(MediaFrame frame) {
      if (plain.isPresent() && plain.getAsInt() == FlvCodec.AAC) {
        return AudioTagHeader.aac(AudioPacketType.CODED_FRAMES);
      }
      if (plain.isPresent()) {
        return frame.format().details() instanceof FormatDetails.Audio audio
            ? AudioTagHeader.legacy(plain.getAsInt(), audio.sampleRate(), audio.channels())
            : AudioTagHeader.legacy(plain.getAsInt(), 44_100, 2);
      }
      Bytes onTrack = audioTrack(AudioTagHeader.enhanced(name, AudioPacketType.CODED_FRAMES));
      int nanos = nanoOffset(frame);
      return nanos == 0 ? onTrack : AudioTagHeader.withNanoOffset(onTrack, nanos);
    }

    private Bytes videoTrack(Bytes header) {
      return track == 0 ? header : VideoTagHeader.onTrack(header, track);
    }

    private Bytes audioTrack(Bytes header) {
      return track == 0 ? header : AudioTagHeader.onTrack(header, track);
    }

    /** What milliseconds cannot say, for those who can hear it. */
    private int nanoOffset(MediaFrame frame) {
      int timescale = frame.format().timescale();
      if (timescale == MILLIS || !capabilities.modEx() || !capabilities.nanoOffset()) {
        return 0;
      }
      return (int) Math.floorMod(Ticks.toNanos(frame.dts(), timescale), NANOS_PER_MILLI);
    }

    private static int compositionTime(MediaFrame frame) {
      int timescale = frame.format().timescale();
      return timescale == MILLIS
          ? frame.ptsOffset()
          : (int)
              (Ticks.rescale(frame.pts(), timescale, MILLIS)
                  - Ticks.rescale(frame.dts(), timescale, MILLIS));
    }
  }
}
