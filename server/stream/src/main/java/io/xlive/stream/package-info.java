/** The stream hub: publications, live streams and subscriptions. */
@NullMarked
package io.xlive.stream;

import org.jspecify.annotations.NullMarked;
