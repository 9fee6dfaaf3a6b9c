package io.xlive.plugin.rtmp;

import io.xlive.spi.XliveException;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.FlvMapping;
import io.xlive.spi.codec.Inspection;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.CodecId;
import io.xlive.spi.media.ColorDescription;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.Ratio;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackKind;
import io.xlive.testkit.FakeCodecs;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * As much of a real codec as the mapping between messages and frames needs: its names, and which of
 * its samples are key frames.
 *
 * @param id its name
 * @param kind what it carries
 * @param flv how RTMP names it
 * @param key which samples are key frames
 * @param color what the bit stream says of colour
 */
record FlvTestCodec(
    CodecId id, TrackKind kind, FlvMapping flv, Predicate<Bytes> key, ColorDescription color)
    implements Codec {
  static final FlvTestCodec H264 =
      video(
          "h264",
          "avc1",
          OptionalInt.of(7),
          true,
          sample -> anyNal(sample, unit -> (unit & 0x1F) == 5));
  static final FlvTestCodec HEVC =
      video(
          "hevc",
          "hvc1",
          OptionalInt.empty(),
          true,
          sample -> anyNal(sample, unit -> (unit >> 1 & 0x3F) >= 16 && (unit >> 1 & 0x3F) <= 21));
  static final FlvTestCodec AV1 =
      video(
          "av1",
          "av01",
          OptionalInt.empty(),
          false,
          sample -> (sample.u8(2) >> 3 & 0xF) == 1 || (sample.u8(0) >> 3 & 0xF) == 1);
  static final FlvTestCodec VP9 =
      video("vp9", "vp09", OptionalInt.empty(), false, sample -> (sample.u8(0) & 4) == 0);
  static final FlvTestCodec AAC = audio("aac", "mp4a", OptionalInt.of(10), true);
  static final FlvTestCodec MP3 = audio("mp3", ".mp3", OptionalInt.of(2), false);
  static final FlvTestCodec OPUS = audio("opus", "Opus", OptionalInt.empty(), true);
  static final FlvTestCodec FLAC = audio("flac", "fLaC", OptionalInt.empty(), true);
  static final FlvTestCodec AC3 = audio("ac3", "ac-3", OptionalInt.empty(), false);
  static final FlvTestCodec EAC3 = audio("eac3", "ec-3", OptionalInt.empty(), false);

  static FakeCodecs all() {
    return new FakeCodecs(H264, HEVC, AV1, VP9, AAC, MP3, OPUS, FLAC, AC3, EAC3);
  }

  FlvTestCodec colored(ColorDescription other) {
    return new FlvTestCodec(id, kind, flv, key, other);
  }

  @Override
  public Optional<Bytes> configFromSample(Bytes sample) {
    return flv.sequenceStart() || sample.isEmpty()
        ? Optional.empty()
        : Optional.of(sample.slice(0, Math.min(4, sample.length())));
  }

  @Override
  public FormatDetails describe(Bytes config) {
    if (config.isEmpty() || config.u8(0) == 0xEE) {
      throw XliveException.malformed("not a configuration");
    }
    return kind == TrackKind.VIDEO
        ? new FormatDetails.Video(flv.fourCc(), 64, 64, Ratio.ONE, Optional.empty(), color, false)
        : new FormatDetails.Audio(flv.fourCc(), 44_100, channels(config), 1024, Optional.empty());
  }

  @Override
  public Inspection inspect(TrackFormat format, Bytes sample) {
    if (sample.isEmpty()) {
      return Inspection.EMPTY;
    }
    if (sample.u8(0) == 0xEE) {
      return new Inspection.Invalid("starts with EE");
    }
    if (sample.u8(0) == 0xDD) {
      throw new IllegalStateException("a codec with a bug");
    }
    return key.test(sample) ? Inspection.KEY : Inspection.DELTA;
  }

  /** Any sample that ends in 93 and a number tells a transfer, so it is seen who is asked. */
  @Override
  public ColorDescription color(TrackFormat format, Bytes sample, ColorDescription known) {
    int end = sample.length();
    return end > 1 && sample.u8(end - 2) == 0x93
        ? new ColorDescription(
            known.primaries(),
            sample.u8(end - 1),
            known.matrix(),
            known.fullRange(),
            known.bitDepth(),
            known.masteringDisplay(),
            known.contentLight())
        : known;
  }

  @Override
  public Bytes sampleEntry(TrackFormat format) {
    return Bytes.EMPTY;
  }

  /** One for MP3 of channel mode 3, else two. */
  private int channels(Bytes config) {
    return flv.sequenceStart() || config.length() < 4 || config.u8(3) >> 6 != 3 ? 2 : 1;
  }

  private static boolean anyNal(Bytes sample, Predicate<Integer> wanted) {
    int at = 0;
    while (sample.length() - at > 4) {
      if (wanted.test(sample.u8(at + 4))) {
        return true;
      }
      long length = sample.u32(at);
      if (length > sample.length() - at - 4) {
        return false;
      }
      at += 4 + (int) length;
    }
    return false;
  }

  private static FlvTestCodec video(
      String id, String fourCc, OptionalInt legacy, boolean offset, Predicate<Bytes> key) {
    return new FlvTestCodec(
        new CodecId(id),
        TrackKind.VIDEO,
        new FlvMapping(fourCc, legacy, offset, true),
        key,
        ColorDescription.UNSPECIFIED);
  }

  private static FlvTestCodec audio(String id, String fourCc, OptionalInt legacy, boolean start) {
    return new FlvTestCodec(
        new CodecId(id),
        TrackKind.AUDIO,
        new FlvMapping(fourCc, legacy, false, start),
        sample -> true,
        ColorDescription.UNSPECIFIED);
  }
}
