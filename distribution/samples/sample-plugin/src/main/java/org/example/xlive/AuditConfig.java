package org.example.xlive;

import io.xlive.spi.ConfigKey;

/** Section {@code listener.audit}. */
public record AuditConfig(
    @ConfigKey(doc = "Whether players are written down too, not only publishers", def = "false")
        boolean players) {}
