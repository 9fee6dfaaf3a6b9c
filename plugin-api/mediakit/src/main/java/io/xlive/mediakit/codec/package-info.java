/** What codecs have in common as extensions: their entry in the table, and their factory. */
@NullMarked
package io.xlive.mediakit.codec;

import org.jspecify.annotations.NullMarked;
