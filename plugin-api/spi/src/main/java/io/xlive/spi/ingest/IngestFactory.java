package io.xlive.spi.ingest;

import io.xlive.spi.ExtensionFactory;

/**
 * Makes an {@link Ingest}. Configuration section: {@code NAME}, as in {@code rtmp}.
 *
 * @param <C> its configuration
 */
public interface IngestFactory<C extends Record> extends ExtensionFactory<C, Ingest> {}
