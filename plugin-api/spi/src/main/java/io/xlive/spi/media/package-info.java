/**
 * The media model: one immutable frame type, the format that it refers to, and the bytes that it
 * holds.
 */
@NullMarked
package io.xlive.spi.media;

import org.jspecify.annotations.NullMarked;
