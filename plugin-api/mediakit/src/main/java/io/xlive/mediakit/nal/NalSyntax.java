package io.xlive.mediakit.nal;

import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.FrameFlags;
import java.util.List;

/**
 * What differs between codecs made of NAL units. Stateless, safe for any thread, total over any
 * bytes.
 */
public interface NalSyntax {
  /** What a unit, which has at least one byte, is for. */
  NalRole role(Bytes unit);

  /** Bytes of the header of a unit: 1 or 2. */
  int headerSize();

  /** Whether a unit that begins with this byte is supplemental enhancement information. */
  boolean supplemental(int firstByte);

  /** Whether a unit's header can be right: long enough, forbidden bit not set. */
  boolean wellFormed(Bytes unit);

  /**
   * Which one of the parameter sets it is: two sets with the same slot replace each other, and
   * slots order sets as decoders need them.
   *
   * @throws XliveException when it is malformed
   */
  int slot(Bytes parameterSet);

  /**
   * Whether a set of this slot describes the whole sequence (VPS, SPS): a change of it makes a new
   * format.
   */
  boolean sequenceLevel(int slot);

  /** Key and disposable of an access unit that has at least one unit of {@link NalRole#PICTURE}. */
  FrameFlags flags(List<Bytes> units, Bytes config);

  /** Bytes of the lengths before units: 1, 2 or 4. */
  int lengthSize(Bytes config);

  /**
   * The parameter sets of a configuration record, in decoding order, and the SEI units that it may
   * hold.
   *
   * @throws XliveException when the record is malformed
   */
  List<Bytes> parameterSets(Bytes config);

  /**
   * Makes a configuration record.
   *
   * @param sets at least the ones that a decoder needs
   * @throws XliveException when they cannot be read, or one is missing
   */
  Bytes config(List<Bytes> sets, int lengthSize);

  /**
   * What a record says of the picture.
   *
   * @throws XliveException when it is malformed or of a kind that is not carried
   */
  FormatDetails.Video details(Bytes config);

  /**
   * Reads a record to the end.
   *
   * @throws XliveException when it is malformed
   */
  void check(Bytes config);

  /** An access unit delimiter that fits any access unit. */
  Bytes delimiter();
}
