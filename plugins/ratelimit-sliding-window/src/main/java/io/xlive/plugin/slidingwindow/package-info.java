/** Rate limits by address over a sliding window. */
@NullMarked
package io.xlive.plugin.slidingwindow;

import org.jspecify.annotations.NullMarked;
