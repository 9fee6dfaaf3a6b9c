/** The codec-h264 plugin. */
@NullMarked
package io.xlive.plugin.h264;

import org.jspecify.annotations.NullMarked;
