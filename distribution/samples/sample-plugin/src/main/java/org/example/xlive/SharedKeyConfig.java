package org.example.xlive;

import io.xlive.spi.ConfigKey;
import java.util.List;

/** Section {@code auth.shared-key}. */
public record SharedKeyConfig(
    @ConfigKey(doc = "The key that everybody uses; empty admits nobody", secret = true) String key,
    @ConfigKey(doc = "What it permits", def = "publish:*, play:*") List<String> grants) {}
