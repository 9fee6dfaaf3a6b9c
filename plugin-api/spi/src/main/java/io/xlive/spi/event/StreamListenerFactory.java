package io.xlive.spi.event;

import io.xlive.spi.ExtensionFactory;

/**
 * Makes a {@link StreamListener}. Configuration section: {@code listener.NAME}.
 *
 * @param <C> its configuration
 */
public interface StreamListenerFactory<C extends Record>
    extends ExtensionFactory<C, StreamListener> {}
