/** Playback as a continuous FLV stream, whatever carries it (HTTP, WebSocket). */
@NullMarked
package io.xlive.flv;

import org.jspecify.annotations.NullMarked;
