/** Cues of digital programme insertion (ANSI/SCTE 35). */
@NullMarked
package io.xlive.mediakit.scte35;

import org.jspecify.annotations.NullMarked;
