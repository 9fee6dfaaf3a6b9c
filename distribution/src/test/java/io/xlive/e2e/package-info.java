/**
 * The proof from outside: the unpacked distribution runs as a child process, ffmpeg pushes and
 * plays, strict readers judge what comes back.
 */
@NullMarked
package io.xlive.e2e;

import org.jspecify.annotations.NullMarked;
