package io.xlive.mediakit.iso;

import io.xlive.spi.media.Bytes;

/**
 * {@code emsg}: ISO/IEC 23009-1, 5.10.3.3 (version 1). Stands before a {@code moof}.
 *
 * @param timescale ticks per second
 * @param presentationTime on the media timeline in ticks
 * @param duration in ticks; 0xFFFFFFFF when unknown
 * @param id tells repetitions from new events
 * @param scheme URI of what it is
 * @param value the scheme's own
 * @param message the event
 */
public record EventMessage(
    long timescale,
    long presentationTime,
    long duration,
    long id,
    String scheme,
    String value,
    Bytes message)
    implements Box {
  @Override
  public void write(BoxWriter out) {
    out.fullBox(
        "emsg",
        1,
        0,
        w ->
            w.u32(timescale)
                .u64(presentationTime)
                .u32(duration)
                .u32(id)
                .cString(scheme)
                .cString(value)
                .bytes(message));
  }
}
