package io.xlive.spi.codec;

import io.xlive.spi.ExtensionFactory;

/**
 * Makes a {@link Codec}. Configuration section: {@code codec.NAME}.
 *
 * @param <C> its configuration
 */
public interface CodecFactory<C extends Record> extends ExtensionFactory<C, Codec> {}
