/**
 * A codec as a table entry: what the server must know to pass a format through without decoding it.
 */
@NullMarked
package io.xlive.spi.codec;

import org.jspecify.annotations.NullMarked;
