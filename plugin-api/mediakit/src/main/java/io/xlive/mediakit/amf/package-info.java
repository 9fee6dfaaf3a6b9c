/** Action Message Format, AMF0 and AMF3: hostile bytes to immutable values, and values to AMF0. */
@NullMarked
package io.xlive.mediakit.amf;

import org.jspecify.annotations.NullMarked;
