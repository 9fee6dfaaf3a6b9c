/** From a subscription to elsewhere. */
@NullMarked
package io.xlive.spi.output;

import org.jspecify.annotations.NullMarked;
