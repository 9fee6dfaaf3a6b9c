/** The codec-hevc plugin. */
@NullMarked
package io.xlive.plugin.hevc;

import org.jspecify.annotations.NullMarked;
