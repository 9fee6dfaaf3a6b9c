/** The codec-opus plugin. */
@NullMarked
package io.xlive.plugin.opus;

import org.jspecify.annotations.NullMarked;
