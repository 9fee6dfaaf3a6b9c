/** The load driver: what a running server costs, measured from outside over loopback. */
@NullMarked
package io.xlive.benchmark;

import org.jspecify.annotations.NullMarked;
