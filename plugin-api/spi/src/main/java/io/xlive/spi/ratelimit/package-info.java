/** How often somebody may do something. */
@NullMarked
package io.xlive.spi.ratelimit;

import org.jspecify.annotations.NullMarked;
