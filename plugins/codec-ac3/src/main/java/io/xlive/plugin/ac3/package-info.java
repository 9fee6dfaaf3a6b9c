/** The codec-ac3 plugin. */
@NullMarked
package io.xlive.plugin.ac3;

import org.jspecify.annotations.NullMarked;
