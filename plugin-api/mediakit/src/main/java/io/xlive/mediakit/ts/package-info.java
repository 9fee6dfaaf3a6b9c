/**
 * MPEG-2 transport streams (ISO/IEC 13818-1) as HLS wants them: each segment alone, and all of them
 * together, are a valid stream.
 */
@NullMarked
package io.xlive.mediakit.ts;

import org.jspecify.annotations.NullMarked;
