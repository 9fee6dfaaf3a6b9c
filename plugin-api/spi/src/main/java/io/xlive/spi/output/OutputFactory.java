package io.xlive.spi.output;

import io.xlive.spi.ExtensionFactory;

/**
 * Makes an {@link Output}. Configuration section: {@code NAME}.
 *
 * @param <C> its configuration
 */
public interface OutputFactory<C extends Record> extends ExtensionFactory<C, Output> {}
