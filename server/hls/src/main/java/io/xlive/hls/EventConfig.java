package io.xlive.hls;

import io.xlive.spi.ByteSize;
import io.xlive.spi.ConfigKey;

/** The section {@code hls.events}: what of timed metadata goes to players. */
public record EventConfig(
    @ConfigKey(
            doc =
                "Date ranges in a media playlist; the oldest leave first, 0 gives players no timed"
                    + " metadata",
            def = "50",
            min = "0",
            max = "1000")
        int maxListed,
    @ConfigKey(
            doc = "A larger data message is not given to players",
            def = "2KiB",
            min = "64B",
            max = "64KiB")
        ByteSize maxSize,
    @ConfigKey(
            doc = "Data messages per second of a stream; more are not given to players",
            def = "10",
            min = "1",
            max = "1000")
        int maxRate) {}
