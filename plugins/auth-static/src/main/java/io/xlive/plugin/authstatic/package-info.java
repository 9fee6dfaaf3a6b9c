/** Users who stand in the configuration file. */
@NullMarked
package io.xlive.plugin.authstatic;

import org.jspecify.annotations.NullMarked;
