package io.xlive.flv;

import io.xlive.spi.ByteSize;
import io.xlive.spi.ConfigKey;
import io.xlive.spi.output.BufferLimit;
import java.time.Duration;

/** Section {@code flv} of the configuration: players over HTTP and WebSocket. */
public record FlvConfig(
    @ConfigKey(
            doc = "FLV players of the whole server; one more is refused",
            def = "10000",
            min = "1",
            max = "1000000")
        int maxClients,
    @ConfigKey(
            doc = "FLV players of one stream; one more is refused",
            def = "10000",
            min = "1",
            max = "1000000")
        int maxClientsPerStream,
    @ConfigKey(
            doc =
                "How long the oldest byte may wait for a player before frames up to the next key"
                    + " frame are dropped",
            def = "2s",
            min = "100ms",
            max = "1m")
        Duration queueTime,
    @ConfigKey(
            doc =
                "How many bytes may wait for a player before frames up to the next key frame are"
                    + " dropped",
            def = "4MiB",
            min = "64KiB",
            max = "256MiB")
        ByteSize queueBytes,
    @ConfigKey(
            doc = "A player that stays over its limits for so long is closed",
            def = "10s",
            min = "100ms",
            max = "5m")
        Duration closeAfter,
    @ConfigKey(
            doc = "How long players wait for a publisher whose connection died",
            def = "10s",
            min = "0s",
            max = "10m")
        Duration reconnectGrace,
    @ConfigKey(
            doc = "Tags since the last key frame that are kept for joining players, per stream",
            def = "16MiB",
            min = "64KiB",
            max = "256MiB")
        ByteSize gopBytes,
    @ConfigKey(doc = "The same as time", def = "10s", min = "1s", max = "1m") Duration gopTime) {

  /** The ring that a stream's one subscription asks for. */
  BufferLimit buffer() {
    return new BufferLimit(gopTime, gopBytes.bytes());
  }
}
