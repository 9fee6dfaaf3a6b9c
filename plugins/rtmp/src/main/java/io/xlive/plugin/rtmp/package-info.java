/** The rtmp plugin. */
@NullMarked
package io.xlive.plugin.rtmp;

import org.jspecify.annotations.NullMarked;
