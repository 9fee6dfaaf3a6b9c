/** The standalone program: embedded Jetty around the exploded WAR. */
@NullMarked
package io.xlive.host;

import org.jspecify.annotations.NullMarked;
