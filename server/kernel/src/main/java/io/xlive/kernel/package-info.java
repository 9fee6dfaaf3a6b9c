/**
 * The locator and start order, configuration, plugin loader, registries, dump and error counting.
 */
@NullMarked
package io.xlive.kernel;

import org.jspecify.annotations.NullMarked;
