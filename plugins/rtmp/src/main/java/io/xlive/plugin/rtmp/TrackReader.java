package io.xlive.plugin.rtmp;

import io.xlive.mediakit.flv.HdrColor;
import io.xlive.mediakit.flv.MultichannelConfig;
import io.xlive.spi.XliveException;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.Inspection;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.ColorDescription;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import io.xlive.spi.media.TrackKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Event loop: one audio or video track of a publication, from sequence start to frames.
 *
 * <p>Times are milliseconds, as RTMP has them; from the first nanosecond offset on the track counts
 * microseconds.
 */
final class TrackReader {
  private static final int MILLIS = 1_000;
  private static final int MICROS = 1_000_000;

  private final TrackKind kind;
  private final TrackId id;
  private int timescale = MILLIS;
  private HdrColor color = HdrColor.NONE;
  private Optional<MultichannelConfig> channels = Optional.empty();

  private Optional<String> language = Optional.empty();

  /** Whether the configuration came without a word on channels. */
  private boolean bare;

  private @Nullable Codec codec;

  /** What the codec read from the configuration, before {@code colorInfo} and channel layout. */
  private @Nullable FormatDetails details;

  /** What key frames told of colour, beside the configuration; null before they told anything. */
  private @Nullable ColorDescription shown;

  private @Nullable TrackFormat format;

  TrackReader(TrackKind kind, int number) {
    this.kind = kind;
    this.id = TrackId.of(kind, number);
  }

  /**
   * A sequence start. The same configuration again changes nothing.
   *
   * @throws XliveException when the codec refuses it; the track stays as it was
   */
  void start(Codec starting, Bytes body) {
    if (body.isEmpty() && !startsFromNothing(starting)) {
      return; // encoders announce a codec this way before they know more
    }
    Bytes config = starting.configFromSequenceStart(body);
    if (format != null && starting.equals(codec) && format.config().equals(config)) {
      return;
    }
    bare = body.isEmpty();
    configure(starting, config.compact());
  }

  /** HDR metadata for the frames that follow. */
  void color(HdrColor changed) {
    if (!changed.equals(color)) {
      color = changed;
      reshape();
    }
  }

  /** A channel layout; its number of channels counts where the codec's configuration has none. */
  void channels(MultichannelConfig layout) {
    channels = Optional.of(layout);
    reshape();
  }

  /** A language that metadata names; the same again changes nothing. */
  void language(String tag) {
    language = Optional.of(tag);
    reshape();
  }

  /**
   * A coded frame.
   *
   * @return empty when there is nothing in it
   * @throws XliveException when it is not what the codec expects
   */
  Read frame(Codec coding, Bytes sample, Moment moment, int compositionTime, boolean key) {
    if (!coding.equals(codec)) {
      codec = coding;
      format = null;
    }
    if (format == null && !startFromSample(coding, sample, key)) {
      return sample.isEmpty() ? Read.NOTHING : Read.EARLY;
    }
    TrackFormat current = shape(moment.nanoOffset() > 0);
    return switch (coding.inspect(current, sample)) {
      case Inspection.Invalid(String reason) -> throw XliveException.malformed(reason);
      case Inspection.Empty ignored -> Read.NOTHING;
      case Inspection.Valid valid -> {
        valid
            .config()
            .filter(config -> !config.equals(current.config()))
            .ifPresent(config -> configure(coding, config.compact()));
        if (kind == TrackKind.VIDEO && valid.flags().key()) {
          look(coding, valid.payload().orElse(sample));
        }
        yield new Read(Optional.of(frame(valid, sample, moment, compositionTime)), false);
      }
    };
  }

  private static boolean sameColor(@Nullable FormatDetails before, FormatDetails now) {
    return before instanceof FormatDetails.Video old
        && now instanceof FormatDetails.Video video
        && old.color().equals(video.color());
  }

  /** A key frame that says nothing leaves things as they are: encoders tell it once, or always. */
  private void look(Codec coding, Bytes sample) {
    TrackFormat current = format;
    if (current != null && details instanceof FormatDetails.Video video) {
      ColorDescription known = shown == null ? video.color() : shown;
      ColorDescription told = coding.color(current, sample, known);
      if (told != known && !told.equals(known)) {
        shown = told;
        reshape();
      }
    }
  }

  private MediaFrame frame(Inspection.Valid valid, Bytes sample, Moment moment, int offset) {
    TrackFormat current = shape(false);
    boolean fine = current.timescale() == MICROS;
    long dts =
        fine ? moment.millis() * (MICROS / MILLIS) + moment.nanoOffset() / 1_000 : moment.millis();
    return new MediaFrame(
        current,
        dts,
        fine
            ? Math.clamp((long) offset * (MICROS / MILLIS), Integer.MIN_VALUE, Integer.MAX_VALUE)
            : offset,
        moment.arrivalNanos(),
        valid.flags(),
        valid.payload().orElse(sample));
  }

  private static boolean startsFromNothing(Codec starting) {
    try {
      starting.describe(starting.configFromSequenceStart(Bytes.EMPTY));
      return true;
    } catch (XliveException e) {
      return false;
    }
  }

  /** Only what decoding can start with tells a video configuration. */
  private boolean startFromSample(Codec coding, Bytes sample, boolean key) {
    if (kind == TrackKind.VIDEO && !key) {
      return false;
    }
    Optional<Bytes> config = coding.configFromSample(sample);
    config.ifPresent(found -> configure(coding, found.compact()));
    return config.isPresent();
  }

  private void configure(Codec starting, Bytes config) {
    FormatDetails described = starting.describe(config);
    if (!starting.equals(codec) || !sameColor(details, described)) {
      shown = null;
    }
    codec = starting;
    details = described;
    format = new TrackFormat(id, kind, starting.id(), timescale, config, dressed(described));
  }

  private TrackFormat shape(boolean fine) {
    if (fine && timescale == MILLIS) {
      timescale = MICROS;
      reshape();
    }
    TrackFormat current = format;
    if (current == null) {
      throw new IllegalStateException("a frame without a format");
    }
    return current;
  }

  private void reshape() {
    TrackFormat current = format;
    FormatDetails described = details;
    if (current != null && described != null) {
      TrackFormat changed =
          new TrackFormat(
              id, kind, current.codec(), timescale, current.config(), dressed(described));
      if (!changed.equals(current)) {
        format = changed;
      }
    }
  }

  private FormatDetails dressed(FormatDetails described) {
    return switch (described) {
      case FormatDetails.Video video ->
          new FormatDetails.Video(
              video.codecString(),
              video.width(),
              video.height(),
              video.aspect(),
              video.frameRate(),
              color.merge(shown == null ? video.color() : shown),
              video.interlaced());
      case FormatDetails.Audio audio -> dressed(audio);
      case FormatDetails.Metadata metadata -> metadata;
    };
  }

  private FormatDetails.Audio dressed(FormatDetails.Audio audio) {
    FormatDetails.Audio spoken = language.map(audio::withLanguage).orElse(audio);
    return channels
        .map(
            declared ->
                spoken.withLayout(bare ? declared.channels() : audio.channels(), declared.layout()))
        .orElse(spoken);
  }

  /**
   * What came of a packet.
   *
   * @param frame a frame, when there was one
   * @param early whether it came before its configuration
   */
  record Read(Optional<MediaFrame> frame, boolean early) {
    static final Read NOTHING = new Read(Optional.empty(), false);
    static final Read EARLY = new Read(Optional.empty(), true);
  }
}
