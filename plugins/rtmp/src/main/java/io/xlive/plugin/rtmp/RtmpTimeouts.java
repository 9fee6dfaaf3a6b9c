package io.xlive.plugin.rtmp;

import io.xlive.spi.ConfigKey;
import java.time.Duration;

/**
 * Section {@code rtmp.timeouts}; the first three are absolute: a trickle of bytes does not extend
 * them.
 */
public record RtmpTimeouts(
    @ConfigKey(
            doc = "From accept to the end of the handshake.",
            def = "10s",
            min = "100ms",
            max = "5m")
        Duration handshake,
    @ConfigKey(doc = "From there to connect.", def = "10s", min = "100ms", max = "5m")
        Duration connect,
    @ConfigKey(doc = "Neither publishing nor playing.", def = "60s", min = "100ms", max = "1h")
        Duration unused,
    @ConfigKey(
            doc = "A publisher that sends nothing but answers to pings.",
            def = "30s",
            min = "100ms",
            max = "1h")
        Duration publisherSilent,
    @ConfigKey(doc = "Between two pings.", def = "15s", min = "100ms", max = "5m") Duration ping,
    @ConfigKey(
            doc = "A player from which not even an answer to a ping comes.",
            def = "90s",
            min = "100ms",
            max = "1h")
        Duration playerSilent,
    @ConfigKey(doc = "A player whose socket takes nothing.", def = "10s", min = "100ms", max = "5m")
        Duration writeStalled) {}
