/** Who may publish and play: identity stores, credentials and grants. */
@NullMarked
package io.xlive.spi.auth;

import org.jspecify.annotations.NullMarked;
