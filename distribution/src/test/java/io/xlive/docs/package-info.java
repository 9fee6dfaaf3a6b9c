/** The documentation is held to what the code does. */
@NullMarked
package io.xlive.docs;

import org.jspecify.annotations.NullMarked;
