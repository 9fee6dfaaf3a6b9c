/** Boundaries, part store and immutable playlist snapshots. */
@NullMarked
package io.xlive.hls;

import org.jspecify.annotations.NullMarked;
