/**
 * What a plugin implements and what the server hands to it. Everything public here is the plugin
 * API: versioned by {@link io.xlive.spi.SpiVersion} and checked against {@code api.txt}.
 */
@NullMarked
package io.xlive.spi;

import org.jspecify.annotations.NullMarked;
