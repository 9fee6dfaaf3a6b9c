package io.xlive.spi.codec;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.FrameFlags;
import java.util.Optional;

/** What a codec says of a sample. The frequent answers are shared instances. */
public sealed interface Inspection {
  /** A good key frame, as it is. */
  Valid KEY = new Valid(FrameFlags.KEY, Optional.empty(), Optional.empty());

  /** A good frame that needs others before it. */
  Valid DELTA = new Valid(FrameFlags.NONE, Optional.empty(), Optional.empty());

  /** A good frame that nothing refers to. */
  Valid DISPOSABLE = new Valid(FrameFlags.DISPOSABLE, Optional.empty(), Optional.empty());

  /**
   * A good sample.
   *
   * @param flags key and disposable
   * @param payload the sample in canonical shape when what came was not (Annex B inside an AVC tag,
   *     ADTS before AAC); else empty
   * @param config a configuration record that this sample brings and that differs from the format's
   *     (parameter sets in the bit stream); the frame belongs to the new format already
   */
  record Valid(FrameFlags flags, Optional<Bytes> payload, Optional<Bytes> config)
      implements Inspection {}

  /**
   * A sample to be dropped and counted.
   *
   * @param reason a few words without data from the sample
   */
  record Invalid(String reason) implements Inspection {}

  /**
   * Nothing in it to show or hear (only delimiters, an empty packet): dropped, not counted as an
   * error.
   */
  record Empty() implements Inspection {}

  /** The shared empty answer. */
  Empty EMPTY = new Empty();
}
