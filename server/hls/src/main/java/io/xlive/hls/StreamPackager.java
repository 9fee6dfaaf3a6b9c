package io.xlive.hls;

import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.Codecs;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.Ticks;
import io.xlive.spi.media.TrackId;
import io.xlive.spi.media.TrackKind;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the frames of one publication into segments of all its tracks. One thread; what it makes
 * goes to the {@link PlaylistWindow}.
 *
 * <p>One track leads (the first video track, else the first audio track) and sets the boundaries;
 * every other track changes to the next segment with its first frame at or after the boundary. A
 * segment is complete when every track that still sends has left it. A break (time jumped, frames
 * were lost, a format changed) ends the segments of all tracks at once.
 */
final class StreamPackager {
  /** A frame is never shown longer; where none comes for so long there is a hole. */
  static final long HOLE_NANOS = 2_000_000_000L;

  /** A track this far behind the newest frame is not waited for. */
  static final long LAG_NANOS = 1_000_000_000L;

  /** Audio that waits so long before the first picture is a segment of its own. */
  private static final long ALONE_NANOS = 300_000_000L;

  /**
   * How much a segment without key frame may exceed the limit before the cut moves back by a frame.
   */
  private static final long SLACK_NANOS = 100_000_000L;

  /** How long the first playlist waits for the other one of picture and sound. */
  private static final long OTHER_KIND_NANOS = 3_000_000_000L;

  private static final int MOST_TRACKS = 32;

  /**
   * Segments a second that a break makes shorter than {@link SegmentBoundaries#SHORTEST_NANOS}: a
   * format that changes with every frame must not flood the playlist.
   */
  private static final int MOST_BREAKS = 4;

  private final long epoch;
  private final HlsConfig config;
  private final Codecs codecs;
  private final PlaylistWindow window;
  private final SegmentBoundaries boundaries;
  private final SegmentEntry entry;
  private final SecondBudget budget = new SecondBudget(MOST_BREAKS);
  private final EventPackager events;
  private final Absences absences;
  private final Map<TrackId, TrackPackager> tracks = new LinkedHashMap<>();
  private final Deque<Segment> open = new ArrayDeque<>();
  private final Map<TrackId, Long> era = new LinkedHashMap<>();
  private @Nullable TrackPackager lead;
  private long breaks;
  private long newestNanos;
  private long dropped;
  private long toldParts;
  private @Nullable Segment untold;
  private boolean begun;

  StreamPackager(long epoch, HlsConfig config, Codecs codecs, PlaylistWindow window) {
    this.epoch = epoch;
    this.config = config;
    this.codecs = codecs;
    this.window = window;
    this.boundaries = new SegmentBoundaries(config);
    this.entry = new SegmentEntry(boundaries.wantedNanos());
    this.absences = new Absences(window.partTarget());
    this.events = new EventPackager(epoch, config.events(), window);
  }

  /** Frames that could not be used. */
  long dropped() {
    return dropped;
  }

  /** Timed metadata that could not be used. */
  long droppedEvents() {
    return events.dropped();
  }

  /** Takes the next frame of any track, and tells of the parts that it finished. */
  void accept(MediaFrame frame) {
    gather(frame);
    tell();
  }

  /**
   * Takes the next frame of any track; frames of text tracks are not packaged. Of parts that are
   * finished {@link #tell} tells, once for many frames that came together; of segments this does.
   */
  void gather(MediaFrame frame) {
    switch (frame.format().kind()) {
      case VIDEO, AUDIO -> media(frame);
      case DATA -> {
        // Before the first picture or sound there is no time that it could belong to.
        if (!open.isEmpty()) {
          events.accept(frame, open.getLast(), tracks.values());
        }
      }
      case TEXT -> {}
    }
  }

  private void media(MediaFrame frame) {
    TrackPackager known = tracks.get(frame.format().id());
    if (known == null) {
      Optional<Codec> codec = codecs.byId(frame.format().codec());
      if (codec.isEmpty() || tracks.size() >= MOST_TRACKS || (frame.video() && !frame.key())) {
        dropped++;
        return;
      }
      begin(frame, codec.get());
      return;
    }
    if (known.absent()) {
      absences.heard(known);
      Optional<Segment> entered = entry(frame);
      if (entered.isEmpty()) {
        dropped++;
        return;
      }
      known.advance(entered.get());
    }
    boolean changed = known.changes(frame);
    if (changed || frame.flags().gap()) {
      known.awaitKey();
    }
    if (known.useless(frame) || (changed && codecs.byId(frame.format().codec()).isEmpty())) {
      dropped++;
      return;
    }
    long nanos = Ticks.toNanos(frame.pts(), frame.format().timescale());
    boolean broken = frame.flags().discontinuity() || frame.flags().gap();
    if ((changed && !justBroken(known)) || (broken && joined(known)) || hole(known, frame)) {
      if (!mayBreak(nanos)) {
        known.awaitKey();
        dropped++;
        return;
      }
      interrupt(nanos);
    }
    if (changed) {
      known.format(frame.format(), codecs.byId(frame.format().codec()).orElseThrow());
    }
    MediaFrame placed = known.place(frame);
    if (known.backwards(placed)) {
      dropped++;
      return;
    }
    take(known, placed);
  }

  /** Whether the open segment is long enough to end, or one of the few that need not be. */
  private boolean mayBreak(long nanos) {
    Segment last = open.getLast();
    return tracks.values().stream().noneMatch(this::joined)
        || nanos - last.startNanos() >= SegmentBoundaries.SHORTEST_NANOS
        || budget.take(nanos);
  }

  /** Whether the leading track comes back after a silence. */
  private boolean hole(TrackPackager track, MediaFrame frame) {
    if (track != lead || !joined(track)) {
      return false;
    }
    long nanos = Ticks.toNanos(frame.dts(), frame.format().timescale());
    return nanos - track.lastNanos() > HOLE_NANOS;
  }

  private void begin(MediaFrame frame, Codec codec) {
    long startNanos = Ticks.toNanos(frame.pts(), frame.format().timescale());
    if (open.isEmpty()) {
      open.add(window.begin(epoch, startNanos, true));
    }
    Optional<Segment> entered = entry(frame);
    if (entered.isEmpty()) {
      dropped++;
      return;
    }
    TrackPackager track =
        new TrackPackager(frame.format(), codec, epoch, window.partTarget(), entered.get());
    MediaFrame placed = track.place(frame);
    if (track.backwards(placed)) {
      dropped++;
      return;
    }
    tracks.put(track.id(), track);
    take(track, placed);
  }

  /**
   * The segment in which a track begins or goes on; empty while it has to wait for one. Only
   * renditions wait, and only for others that run.
   */
  private Optional<Segment> entry(MediaFrame frame) {
    TrackPackager leading = lead;
    if (!begun || leading == null || !joined(leading) || !Renditions.in(frame.format().id())) {
      return Optional.of(open.getLast()).filter(s -> s.gaps(frame.format().id()).isEmpty());
    }
    long nanos = Ticks.toNanos(frame.pts(), frame.format().timescale());
    boolean due =
        frame.video() == leading.video()
            && boundaries.cut(
                nanos - open.getLast().startNanos(), frame.key(), 0, Long.MAX_VALUE, true);
    if (due && leading.lastNanos() < nanos) {
      boundary(nanos);
    }
    return entry.at(frame, nanos, open);
  }

  /** Whether the track has frames since the last break. */
  private boolean joined(TrackPackager track) {
    Long since = era.get(track.id());
    return since != null && since == breaks;
  }

  /** Whether the track's next frame is its first one behind a break that another track began. */
  private boolean justBroken(TrackPackager track) {
    return !joined(track) && track.segment().discontinuity();
  }

  private void take(TrackPackager track, MediaFrame placed) {
    long nanos = track.nanos(placed.pts());
    era.put(track.id(), breaks);
    newestNanos = Math.max(newestNanos, track.nanos(placed.dts()));
    chooseLead(track, nanos);
    TrackPackager leading = lead;
    Segment wanted;
    if (leading == null || track == leading) {
      wanted = lead(track, placed, nanos);
    } else {
      follow(track, placed, nanos, leading);
      wanted = segmentFor(track, nanos);
    }
    if (wanted != track.segment()) {
      track.cross(wanted, placed);
    }
    track.push(placed);
    settle();
    progress();
  }

  /**
   * The decoding time at or after which a frame of a kind completes an open part, in nanoseconds;
   * the least value where any may.
   */
  long dueNanos(TrackKind kind) {
    long due = Long.MAX_VALUE;
    for (TrackPackager track : tracks.values()) {
      boolean silent = silent(track);
      if (track.kind() == kind && !silent) {
        due = Math.min(due, track.dueNanos());
      }
    }
    return due == Long.MAX_VALUE ? Long.MIN_VALUE : due;
  }

  /** Tells of parts that were finished and not told of. */
  void tell() {
    Segment growing = untold;
    if (growing != null) {
      untold = null;
      window.progress(growing);
    }
  }

  /** Looks for parts that were finished. */
  private void progress() {
    chooseTarget();
    long parts = 0;
    for (TrackPackager track : tracks.values()) {
      parts += track.finishedParts();
    }
    if (parts != toldParts && window.partTarget().chosen() && ready()) {
      toldParts = parts;
      Segment growing = open.getFirst();
      TrackPackager leading = lead;
      if (leading != null && open.size() == 1) {
        growing.expectEnd(
            leading.expectedCut(
                growing.startNanos(), boundaries.wantedNanos(), window.limitNanos()));
      }
      pace(growing).ifPresent(pace -> absences.follow(growing, tracks.values(), pace));
      untold = growing;
    }
  }

  /** Once the lengths of frames are known, and before the first part is told. */
  private void chooseTarget() {
    PartTarget target = window.partTarget();
    if (target.chosen()) {
      return;
    }
    boolean known = true;
    long longest = 0;
    for (TrackPackager track : tracks.values()) {
      known &= track.measured();
      longest = Math.max(longest, track.openPartNanos());
      if (track.finishedParts() > 0) {
        longest = Long.MAX_VALUE;
      }
    }
    if (longest >= (known ? target.nanos() / 2 : OTHER_KIND_NANOS)) {
      target.choose(tracks.values().stream().map(TrackPackager::frameLength).toList());
      tracks.values().forEach(TrackPackager::targetChosen);
    }
  }

  /**
   * Whether players may see what there is. The multivariant playlist is read once, so the first one
   * waits a moment for sound beside the picture, and for a picture beside the sound.
   */
  private boolean ready() {
    if (window.snapshot().playable()) {
      return true;
    }
    Segment first = open.getFirst();
    Set<TrackKind> kinds = EnumSet.noneOf(TrackKind.class);
    for (TrackSegment track : first.tracks().values()) {
      if (!track.parts().isEmpty()) {
        kinds.add(track.init().format().kind());
      }
    }
    boolean all = true;
    for (TrackPackager track : tracks.values()) {
      all &= kinds.contains(track.kind());
    }
    return all && (kinds.size() > 1 || newestNanos - first.startNanos() >= OTHER_KIND_NANOS);
  }

  private void chooseLead(TrackPackager track, long nanos) {
    TrackPackager leading = lead;
    if (leading == null) {
      lead = track;
    } else if (track.video() && !leading.video()) {
      lead = track;
      if (nanos - open.getLast().startNanos() >= ALONE_NANOS) {
        boundary(nanos);
      }
    }
  }

  /** Where a frame of the leading track goes. */
  private Segment lead(TrackPackager track, MediaFrame placed, long nanos) {
    long limit = track.evenly(window.limitNanos());
    splitBefore(track, track.lengthTo(placed));
    boolean key = placed.key() || !track.video();
    long length = track.lengthTo(placed);
    // A picture that lasts seconds is not added where the segment has no room for it.
    boolean full = length > 0 && length + track.stepNanos() > limit + SLACK_NANOS;
    if (!full
        && !boundaries.cut(length, key, track.bytesWith(placed), limit, track.independent())) {
      return track.segment();
    }
    // Another track may have cut already, when it reached the limit first.
    if (track.segment() == open.getLast()) {
      boundary(nanos);
    }
    return open.getLast();
  }

  /**
   * With few pictures the next one comes too late for a cut: then the cut is before the one that
   * waits.
   */
  private void splitBefore(TrackPackager track, long lengthNanos) {
    Optional<MediaFrame> behind = track.behindOthers();
    if (behind.isPresent() && lengthNanos > window.limitNanos() + SLACK_NANOS) {
      if (track.segment() == open.getLast()) {
        boundary(track.nanos(behind.get().pts()));
      }
      track.advance(open.getLast());
    }
  }

  /**
   * A track that does not lead cuts only when the leading one fails to, and takes over when that
   * one fell silent.
   */
  private void follow(TrackPackager track, MediaFrame placed, long nanos, TrackPackager leading) {
    boolean silent = silent(leading);
    if (silent && track.video() == leading.video()) {
      // Another rendition sets the boundaries, and whoever comes back follows it.
      lead = track;
    }
    if (meets(track, placed, nanos, leading)) {
      boundary(nanos);
      return;
    }
    long length = nanos - open.getLast().startNanos();
    if (silent && length >= window.limitNanos()) {
      lead = track;
      boundary(nanos);
    } else if (length >= window.limitNanos() + SLACK_NANOS
        || track.bytesWith(placed) > config.maxSegmentSize().bytes()) {
      boundary(nanos);
    }
  }

  /** Whether a rendition's frame comes before the leading track's of the same moment, and cuts. */
  private boolean meets(TrackPackager track, MediaFrame placed, long nanos, TrackPackager leading) {
    boolean alike = track.video() || (!leading.video() && Renditions.in(track.id()));
    return alike
        && track.segment() == open.getLast()
        && leading.lastNanos() < track.nanos(placed.dts())
        && boundaries.cut(
            nanos - open.getLast().startNanos(),
            placed.key(),
            0,
            Long.MAX_VALUE,
            track.independent());
  }

  private void boundary(long nanos) {
    Segment last = open.getLast();
    long at = Math.max(nanos, last.startNanos());
    last.end(at);
    open.add(window.begin(epoch, at, false));
  }

  /**
   * The newest open segment that starts at or before the time, never before the one the track is
   * in.
   */
  private Segment segmentFor(TrackPackager track, long nanos) {
    Segment found = track.segment();
    for (Segment candidate : open) {
      if (candidate.number() > found.number() && candidate.startNanos() <= nanos) {
        found = candidate;
      }
    }
    return found;
  }

  /** Closes the oldest segments that no track fills any more. */
  private void settle() {
    while (open.size() > 1) {
      Segment oldest = open.getFirst();
      Segment next = second();
      boolean filling = false;
      for (TrackPackager track : tracks.values()) {
        if (track.segment() != oldest) {
          continue;
        }
        if (silent(track)) {
          if (Renditions.in(track.id())) {
            absences.silent(track);
          } else {
            // Its last frame is not kept waiting for one that may come in an hour.
            track.flush();
          }
          track.advance(next);
        } else {
          filling = true;
        }
      }
      if (filling) {
        return;
      }
      open.removeFirst();
      begun = true;
      absences.end(oldest, tracks.values(), oldest.endNanos());
      absences.begin(next, tracks.values());
      untold = null;
      window.append(oldest, Optional.of(next));
    }
  }

  /** Whether a track is not waited for. */
  private boolean silent(TrackPackager track) {
    return track.absent() || !joined(track) || newestNanos - track.lastNanos() > LAG_NANOS;
  }

  /**
   * The publisher of some renditions left. From the next segment on gaps stand for them until they
   * come back: one for each part of the leading track.
   */
  void left(Collection<TrackId> ids) {
    if (!window.partTarget().chosen()) {
      return;
    }
    for (TrackId id : ids) {
      TrackPackager track = tracks.get(id);
      if (track != null) {
        absences.left(track);
      }
    }
    pace(open.getLast()).filter(track -> alike(track, lead)).ifPresent(track -> lead = track);
    settle();
    // What was hinted at is not to be waited for.
    toldParts = -1;
    progress();
    tell();
  }

  /** A rendition has a publisher: what may come of it is waited for where a segment begins. */
  void present(String rendition) {
    absences.present(rendition);
  }

  /** The track whose parts say how far a segment is: the leading one, or who will lead next. */
  private Optional<TrackPackager> pace(Segment segment) {
    TrackPackager leading = lead;
    if (leading != null && !leading.absent()) {
      return Optional.of(leading);
    }
    List<TrackPackager> there =
        tracks.values().stream()
            .filter(track -> !track.absent() && segment.track(track.id()).isPresent())
            .toList();
    return there.stream()
        .filter(track -> alike(track, leading))
        .findFirst()
        .or(() -> there.stream().findFirst());
  }

  private static boolean alike(TrackPackager track, @Nullable TrackPackager leading) {
    return leading != null && track.video() == leading.video();
  }

  private Segment second() {
    var all = open.iterator();
    all.next();
    return all.next();
  }

  /** Ends what is open on all tracks and goes on behind a discontinuity. */
  private void interrupt(long nanos) {
    breaks++;
    close();
    Segment next = window.begin(epoch, nanos, true);
    open.add(next);
    tracks.values().forEach(track -> track.interrupted(next));
    absences.begin(next, tracks.values());
  }

  private void close() {
    TrackPackager leading = lead;
    if (leading != null && !open.isEmpty()) {
      splitBefore(leading, leading.lengthFlushed());
    }
    tracks.values().forEach(TrackPackager::flush);
    untold = null;
    while (!open.isEmpty()) {
      Segment segment = open.removeFirst();
      segment.end(segment.startNanos() + segment.longestNanos());
      // Without a boundary, sound ends some milliseconds beside the pictures.
      long end =
          pace(segment)
              .filter(track -> alike(track, leading))
              .flatMap(track -> segment.track(track.id()))
              .map(media -> media.startNanos() + media.nanos())
              .orElse(segment.startNanos());
      absences.end(segment, tracks.values(), end);
      if (open.isEmpty() && segment.tracks().isEmpty()) {
        window.discard(segment);
      } else {
        window.append(segment);
      }
    }
  }

  /** Ends what is open: nothing follows from this publication. */
  void end() {
    close();
  }
}
