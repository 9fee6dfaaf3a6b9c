package org.example.xlive;

import io.xlive.spi.ConfigKey;

/** Section {@code codec.pcm}. */
public record PcmConfig(
    @ConfigKey(
            doc = "Samples per second of what publishers send",
            def = "48000",
            min = "8000",
            max = "192000")
        int sampleRate,
    @ConfigKey(doc = "Channels of what publishers send", def = "2", min = "1", max = "8")
        int channels) {}
