/** What happens to streams, told in order. */
@NullMarked
package io.xlive.spi.event;

import org.jspecify.annotations.NullMarked;
