package io.xlive.testkit;

import java.time.Instant;

/**
 * A segment that an MPD listed.
 *
 * @param media its address, relative to the MPD's
 * @param initialization that of its initialization section
 * @param time of its first frame, as the timeline says: {@code tfdt}, in ticks
 * @param duration in ticks
 * @param from when it may be asked for (ISO/IEC 23009-1 A.3.2)
 * @param end when its last frame has been shown to who plays without delay
 * @param until how long it has to be there (5.3.9.5.3)
 * @param complete whether it ended already when it was listed last
 */
public record MpdSegment(
    String media,
    String initialization,
    long time,
    long duration,
    Instant from,
    Instant end,
    Instant until,
    boolean complete) {}
