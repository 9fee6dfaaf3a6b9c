package io.xlive.plugin.rtmp;

import io.xlive.spi.ByteSize;
import io.xlive.spi.ConfigKey;
import io.xlive.spi.output.BufferLimit;
import java.time.Duration;

/** Section {@code rtmp.play}. */
public record RtmpPlayConfig(
    @ConfigKey(
            doc =
                "How long the oldest byte may wait for a player before frames up to the next key"
                    + " frame are dropped.",
            def = "2s",
            min = "100ms",
            max = "1m")
        Duration queueTime,
    @ConfigKey(
            doc =
                "How many bytes may wait for a player before frames up to the next key frame are"
                    + " dropped.",
            def = "4MiB",
            min = "64KiB",
            max = "256MiB")
        ByteSize queueBytes,
    @ConfigKey(
            doc = "A player that stays over its limits for so long is closed.",
            def = "10s",
            min = "100ms",
            max = "5m")
        Duration closeAfter,
    @ConfigKey(
            doc =
                "Encoded frames since the last key frame that are kept for joining players, per"
                    + " event loop and stream.",
            def = "16MiB",
            min = "64KiB",
            max = "256MiB")
        ByteSize gopBytes,
    @ConfigKey(doc = "The same as time.", def = "10s", min = "1s", max = "1m") Duration gopTime) {
  /** How much may wait for an event loop. */
  BufferLimit ring() {
    return new BufferLimit(gopTime, gopBytes.bytes());
  }
}
