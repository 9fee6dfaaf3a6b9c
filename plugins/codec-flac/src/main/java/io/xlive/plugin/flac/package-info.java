/** The codec-flac plugin. */
@NullMarked
package io.xlive.plugin.flac;

import org.jspecify.annotations.NullMarked;
