package io.xlive.mediakit.ts;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.Codecs;
import io.xlive.spi.codec.TsForm;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import io.xlive.spi.media.TrackKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Makes HLS segments of MPEG-2 transport stream (ISO/IEC 13818-1; RFC 8216, 3.2): PAT and PMT
 * first, then the tracks in decoding order, a clock reference at least every 100 ms of media time.
 * Immutable, safe for any thread.
 *
 * <p><b>A segment is a function of its own frames and number</b>, so it can be made on first
 * request, in any order, by any server, and still the continuity counters go on from one segment to
 * the next. PAT, PMT and the ID3 stream have exactly one packet in a segment, so their counter is
 * the segment's number modulo 16. Every other PID has a multiple of 16 packets in a segment: its
 * last PES packets are spread over up to 15 packets more, so its counter starts at 0 in every
 * segment; that costs 1.4 KB a track and segment on average. Only a track with a handful of bytes
 * in a whole segment cannot be spread so far.
 */
public final class TsMuxer {
  private static final int FIRST_PID = 0x100;
  private static final int ID3_PID = 0x1F0;
  private static final int ID3_STREAM_TYPE = 0x15;
  private static final int PRIVATE_STREAM_1 = 0xBD;
  private static final int CYCLE = 16;

  /** metadata_pointer_descriptor for ID3 in program 1: ISO/IEC 13818-1, 2.6.58. */
  private static final Bytes ID3_POINTER =
      Bytes.ofHex("25 0f ffff 49443320 ff 49443320 00 1f 0001");

  /** metadata_descriptor for ID3: ISO/IEC 13818-1, 2.6.60. */
  private static final Bytes ID3_DESCRIPTOR = Bytes.ofHex("26 0d ffff 49443320 ff 49443320 00 0f");

  private final List<Track> tracks;
  private final Track clock;
  private final Bytes pmt;

  private record Track(TrackId id, TrackKind kind, TsForm form, int pid) {}

  /**
   * A muxer for these tracks, in this order in the PMT.
   *
   * @param formats one or more; of each track the format at the segment's start
   * @throws XliveException with {@link SpiError#UNSUPPORTED_MEDIA} when there is none, or one that
   *     {@link #carries} denies
   */
  public TsMuxer(List<TrackFormat> formats, Codecs codecs) {
    List<Track> made = new ArrayList<>();
    List<Psi.Stream> streams = new ArrayList<>();
    for (TrackFormat format : formats) {
      TsForm form =
          form(format, codecs)
              .orElseThrow(
                  () ->
                      new XliveException(
                          SpiError.UNSUPPORTED_MEDIA,
                          "MPEG-TS does not carry " + format.codec() + " here"));
      Track track = new Track(format.id(), format.kind(), form, FIRST_PID + made.size());
      made.add(track);
      streams.add(new Psi.Stream(form.streamType(), track.pid(), form.descriptors(format)));
    }
    if (made.isEmpty()) {
      throw new XliveException(SpiError.UNSUPPORTED_MEDIA, "no track for MPEG-TS");
    }
    tracks = List.copyOf(made);
    clock = clockOf(tracks);
    if (id3()) {
      streams.add(new Psi.Stream(ID3_STREAM_TYPE, ID3_PID, ID3_DESCRIPTOR));
    }
    pmt = Psi.pmt(clock.pid(), id3() ? ID3_POINTER : Bytes.EMPTY, streams);
    if (pmt.length() > TsPacketWriter.MOST_SECTION) {
      throw new XliveException(
          SpiError.UNSUPPORTED_MEDIA,
          "more tracks than one PMT packet describes: " + formats.size());
    }
  }

  /** Whether a track can go into MPEG-TS: a codec is loaded and has a form for it. */
  public static boolean carries(TrackFormat format, Codecs codecs) {
    return form(format, codecs).isPresent();
  }

  /**
   * One segment.
   *
   * @param sequenceNumber its media sequence number; those of a stream count up by one
   * @param discontinuity whether times do not continue those of the segment before
   * @param frames frames of the tracks, in decoding order on each track, times without a jump;
   *     others are left out
   * @param lastDuration how long the last frame of the first video track (without video: of the
   *     first track) lasts, in that track's ticks, so that clock references reach the next segment
   * @return a multiple of 188 bytes
   */
  public Bytes segment(
      long sequenceNumber, boolean discontinuity, List<MediaFrame> frames, long lastDuration) {
    List<PesUnit> units = new ArrayList<>();
    for (Track track : tracks) {
      List<MediaFrame> own =
          frames.stream().filter(f -> f.format().id().equals(track.id())).toList();
      List<PesUnit> planned = PesPlan.of(track.pid(), track.form(), own);
      if (!planned.isEmpty()) {
        planned.getFirst().discontinuity = discontinuity;
      }
      units.addAll(planned);
    }
    units.sort(Comparator.comparingLong(u -> u.dts)); // stable: the PMT's order among equals
    if (id3() && !units.isEmpty()) {
      long start = units.getFirst().pts;
      units.addFirst(new PesUnit(ID3_PID, PRIVATE_STREAM_1, start, start, Id3Timestamp.tag(start)));
    }
    ClockPlan clockPlan = ClockPlan.of(units, clock.pid(), end(frames, lastDuration));
    tracks.forEach(track -> fillCycle(units, track.pid()));
    return write(sequenceNumber, units, clockPlan);
  }

  private Bytes write(long sequenceNumber, List<PesUnit> units, ClockPlan clockPlan) {
    int packets = 2 + clockPlan.size() + units.stream().mapToInt(PesUnit::packets).sum();
    TsPacketWriter out = new TsPacketWriter(packets);
    int number = (int) sequenceNumber;
    out.counter(Psi.PAT_PID, number);
    out.counter(Psi.PMT_PID, number);
    out.counter(ID3_PID, number);
    out.section(Psi.PAT_PID, Psi.pat());
    out.section(Psi.PMT_PID, pmt);
    for (int i = 0; i < units.size(); i++) {
      clockPlan.before(i).forEach(time -> out.pcr(clock.pid(), time));
      out.pes(units.get(i));
    }
    clockPlan.before(units.size()).forEach(time -> out.pcr(clock.pid(), time));
    return out.build();
  }

  private Optional<Long> end(List<MediaFrame> frames, long lastDuration) {
    return frames.stream()
        .filter(f -> f.format().id().equals(clock.id()))
        .reduce((before, last) -> last)
        .map(last -> TsTime.of(last.dts() + lastDuration, last.format().timescale()));
  }

  /** Brings a PID to a multiple of 16 packets, from the last PES packet backwards. */
  private static void fillCycle(List<PesUnit> units, int pid) {
    int missing =
        Math.floorMod(
            -units.stream().filter(u -> u.pid == pid).mapToInt(PesUnit::packets).sum(), CYCLE);
    for (int i = units.size() - 1; i >= 0 && missing > 0; i--) {
      if (units.get(i).pid == pid) {
        missing -= units.get(i).stretch(missing);
      }
    }
  }

  private boolean id3() {
    return clock.kind() == TrackKind.AUDIO;
  }

  private static Track clockOf(List<Track> tracks) {
    return tracks.stream()
        .filter(t -> t.kind() == TrackKind.VIDEO)
        .findFirst()
        .orElse(tracks.getFirst());
  }

  private static Optional<TsForm> form(TrackFormat format, Codecs codecs) {
    return codecs.byId(format.codec()).flatMap(Codec::ts);
  }
}
