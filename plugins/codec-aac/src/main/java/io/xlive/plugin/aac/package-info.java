/** The codec-aac plugin. */
@NullMarked
package io.xlive.plugin.aac;

import org.jspecify.annotations.NullMarked;
