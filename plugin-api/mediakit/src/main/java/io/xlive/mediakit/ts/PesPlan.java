package io.xlive.mediakit.ts;

import io.xlive.spi.codec.TsForm;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackKind;
import java.util.ArrayList;
import java.util.List;

/** Turns the frames of one track and segment into PES packets: a picture each, sound in groups. */
final class PesPlan {
  /** How long a group of audio frames may last: less than a clock reference may stay away. */
  private static final long GROUP_TICKS = 80 * TsTime.TIMESCALE / 1000;

  /**
   * How many bytes a group may have; the least audio decoder buffer is 3584 (ISO/IEC 13818-1,
   * 2.4.2.3).
   */
  private static final int GROUP_BYTES = 2900;

  /**
   * How far a frame may be from where the one before it ends and still share its PES packet: RTMP
   * rounds to milliseconds.
   */
  private static final long JITTER_TICKS = 3 * TsTime.TIMESCALE / 1000;

  private PesPlan() {}

  static List<PesUnit> of(int pid, TsForm form, List<MediaFrame> frames) {
    long[] dts = decodingTimes(frames);
    List<PesUnit> units = new ArrayList<>();
    int at = 0;
    while (at < frames.size()) {
      MediaFrame first = frames.get(at);
      BytesBuilder data = new BytesBuilder(first.payload().length() + 256);
      form.write(first, data);
      int next = at + 1;
      if (first.format().kind() == TrackKind.AUDIO) {
        next = group(form, frames, dts, at, data);
      }
      long pts = Math.max(time(first), dts[at]);
      PesUnit unit = new PesUnit(pid, form.streamId(), pts, dts[at], data.build());
      unit.randomAccess = first.video() ? first.key() : at == 0;
      units.add(unit);
      at = next;
    }
    return units;
  }

  /**
   * Decoding times that never exceed a presentation time from there on. Encoders that count from
   * the first picture send negative composition offsets, which a transport stream cannot carry;
   * their decoding times move forward, the presentation stays.
   */
  private static long[] decodingTimes(List<MediaFrame> frames) {
    long[] times = new long[frames.size()];
    long earliest = Long.MAX_VALUE;
    for (int i = frames.size() - 1; i >= 0; i--) {
      MediaFrame frame = frames.get(i);
      earliest = Math.min(earliest, time(frame));
      times[i] = Math.min(TsTime.of(frame.dts(), frame.format().timescale()), earliest);
    }
    return times;
  }

  /** Appends frames that follow without a gap. */
  private static int group(
      TsForm form, List<MediaFrame> frames, long[] dts, int at, BytesBuilder data) {
    MediaFrame first = frames.get(at);
    int next = at + 1;
    if (!(first.format().details() instanceof FormatDetails.Audio audio)
        || audio.samplesPerFrame() == 0) {
      return next;
    }
    while (next < frames.size()) {
      MediaFrame frame = frames.get(next);
      long expected =
          dts[at] + (next - at) * (audio.samplesPerFrame() * TsTime.TIMESCALE) / audio.sampleRate();
      if (frame.format() != first.format()
          || dts[next] - dts[at] >= GROUP_TICKS
          || Math.abs(dts[next] - expected) > JITTER_TICKS
          || data.length() + frame.payload().length() > GROUP_BYTES) {
        return next;
      }
      form.write(frame, data);
      next++;
    }
    return next;
  }

  private static long time(MediaFrame frame) {
    return TsTime.of(frame.pts(), frame.format().timescale());
  }
}
