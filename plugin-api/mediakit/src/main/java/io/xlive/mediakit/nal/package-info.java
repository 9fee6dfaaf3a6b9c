/**
 * NAL units as H.264 (ITU-T H.264, Annex B; ISO/IEC 14496-15) and HEVC (ITU-T H.265) share them:
 * framing, emulation prevention, parameter sets in a record or in the bit stream, video usability
 * information, and what follows from them for a sample.
 */
@NullMarked
package io.xlive.mediakit.nal;

import org.jspecify.annotations.NullMarked;
