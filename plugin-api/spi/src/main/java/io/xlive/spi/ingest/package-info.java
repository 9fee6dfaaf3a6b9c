/** From a socket to a publication. */
@NullMarked
package io.xlive.spi.ingest;

import org.jspecify.annotations.NullMarked;
