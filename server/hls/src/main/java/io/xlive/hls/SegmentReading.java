package io.xlive.hls;

import io.xlive.spi.media.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * One request for a segment that may still grow: it gets the finished parts, then each further one
 * when it is finished. While it lasts it has a place among the requests that wait. One thread at a
 * time, but for {@link #cancel} and {@link #close}.
 */
public final class SegmentReading implements AutoCloseable {
  private final HlsStream stream;
  private final MediaName.MediaSegment name;
  private final Waiters.Place place;
  private Optional<Segment> segment = Optional.empty();
  private int taken;

  SegmentReading(HlsStream stream, MediaName.MediaSegment name, Waiters.Place place) {
    this.stream = stream;
    this.name = name;
    this.place = place;
  }

  /**
   * What came since the last look.
   *
   * @param contentType media type
   * @param etag names the content of the whole segment, without quotes
   * @param pieces in order, shared by all players; may be none
   * @param last whether nothing follows
   */
  public record Step(String contentType, String etag, List<Bytes> pieces, boolean last) {
    public Step {
      pieces = List.copyOf(pieces);
    }
  }

  /**
   * What is there and was not handed out; empty when there is no such segment, or never will be.
   */
  public Optional<Step> next() {
    Optional<Step> step = look();
    if (step.isPresent() && step.get().pieces().isEmpty() && !step.get().last()) {
      // It may have been completed since.
      return stream.state(goal()) == Goal.State.BEYOND ? look().filter(Step::last) : step;
    }
    return step;
  }

  private Optional<Step> look() {
    segment = segment.or(() -> stream.find(name));
    boolean complete = segment.map(Segment::complete).orElse(false);
    Optional<TrackSegment> track = segment.flatMap(s -> s.track(name.track()));
    if (track.isEmpty()) {
      return complete ? Optional.empty() : Optional.of(new Step("", "", List.of(), false));
    }
    // Asked first: nothing is added to what a track had that left.
    boolean left = segment.flatMap(s -> s.gaps(name.track())).isPresent();
    List<Part> parts = track.get().parts();
    List<Bytes> pieces = parts.subList(taken, parts.size()).stream().map(Part::bytes).toList();
    taken = parts.size();
    return Optional.of(
        new Step(
            HlsStream.contentType(track.get().init()),
            MediaNames.segment(name.track(), segment.get()),
            pieces,
            complete || left));
  }

  private Goal goal() {
    return new Goal.Hinted(
        new MediaName.MediaPart(name.track(), name.epoch(), name.number(), taken));
  }

  /**
   * Waits for the next part, or for the end.
   *
   * @param ready called once, on a thread that must not block; maybe before this returns
   */
  public void await(Runnable ready) {
    place.await(goal(), ready, goal -> stream.state(goal) != Goal.State.AHEAD);
  }

  /** Stops waiting; false when it does not wait, or was called already. Any thread. */
  public boolean cancel() {
    return place.cancel();
  }

  /** Gives its place back. Any thread. */
  @Override
  public void close() {
    place.close();
  }
}
