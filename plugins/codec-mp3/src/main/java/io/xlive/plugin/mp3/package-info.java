/** The codec-mp3 plugin. */
@NullMarked
package io.xlive.plugin.mp3;

import org.jspecify.annotations.NullMarked;
