/**
 * Reading and writing single bits, most significant bit first, as all MPEG and ITU-T syntax has
 * them.
 */
@NullMarked
package io.xlive.mediakit.bits;

import org.jspecify.annotations.NullMarked;
