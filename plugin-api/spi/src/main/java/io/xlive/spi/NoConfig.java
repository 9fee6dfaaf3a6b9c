package io.xlive.spi;

/** The configuration of an extension that has nothing to configure. */
public record NoConfig() {}
