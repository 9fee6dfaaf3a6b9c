/** The codec-vp9 plugin. */
@NullMarked
package io.xlive.plugin.vp9;

import org.jspecify.annotations.NullMarked;
