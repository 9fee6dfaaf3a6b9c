/**
 * ISO base media file boxes (ISO/IEC 14496-12) as far as CMAF (ISO/IEC 23000-19) needs them: one
 * box one file, a total reader, and the two things that are made of them, the initialization
 * section and the fragment.
 */
@NullMarked
package io.xlive.mediakit.iso;

import org.jspecify.annotations.NullMarked;
