/** How many frames one write to a player carries: the same rules for every form of playback. */
@NullMarked
package io.xlive.mediakit.pace;

import org.jspecify.annotations.NullMarked;
