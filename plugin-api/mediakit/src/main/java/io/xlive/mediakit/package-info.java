/** Pure bit work on media formats: no I/O, no threads. */
@NullMarked
package io.xlive.mediakit;

import org.jspecify.annotations.NullMarked;
