/** Users, tokens, permissions, the authoriser, rate limiting and audit. */
@NullMarked
package io.xlive.security;

import org.jspecify.annotations.NullMarked;
