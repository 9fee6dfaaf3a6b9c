/** The auth-static plugin. */
@NullMarked
package io.xlive.plugin.authstatic;

import org.jspecify.annotations.NullMarked;
