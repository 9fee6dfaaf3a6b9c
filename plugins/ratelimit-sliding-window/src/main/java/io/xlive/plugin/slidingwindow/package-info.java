/** The ratelimit-sliding-window plugin. */
@NullMarked
package io.xlive.plugin.slidingwindow;

import org.jspecify.annotations.NullMarked;
