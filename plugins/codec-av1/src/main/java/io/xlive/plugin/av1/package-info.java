/** The codec-av1 plugin. */
@NullMarked
package io.xlive.plugin.av1;

import org.jspecify.annotations.NullMarked;
