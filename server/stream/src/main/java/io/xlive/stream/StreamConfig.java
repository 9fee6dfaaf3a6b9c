package io.xlive.stream;

import io.xlive.spi.ByteSize;
import io.xlive.spi.ConfigKey;
import io.xlive.spi.output.BufferLimit;
import java.time.Duration;
import java.util.Optional;

/** Section {@code stream} of the configuration. */
public record StreamConfig(
    @ConfigKey(
            doc = "streams published at once; one more is refused",
            def = "1000",
            min = "1",
            max = "100000")
        int maxStreams,
    @ConfigKey(
            doc = "tracks of one stream; frames of further ones are dropped",
            def = "16",
            min = "1",
            max = "32")
        int maxTracks,
    @ConfigKey(
            doc = "readers of one stream by protocols that push (RTMP, FLV); one more is refused",
            def = "10000",
            min = "1",
            max = "1000000")
        int maxReaders,
    @ConfigKey(
            doc =
                "a second publisher of a name: refuse it, or takeover by the same or a stronger"
                    + " right",
            def = "refuse")
        OnConflict onConflict,
    @ConfigKey(
            doc = "whether a new player gets the current group of pictures at once",
            def = "true")
        boolean gopCache,
    @ConfigKey(
            doc = "largest group of pictures that is kept for new players",
            def = "16MiB",
            min = "64KiB",
            max = "256MiB")
        ByteSize gopCacheSize,
    @ConfigKey(
            doc = "longest group of pictures that is kept for new players",
            def = "10s",
            min = "100ms",
            max = "60s")
        Duration gopCacheDuration,
    @ConfigKey(
            doc = "most media time that may wait for one player, whatever its protocol asks for",
            def = "10s",
            min = "100ms",
            max = "60s")
        Duration subscriptionBuffer,
    @ConfigKey(
            doc = "most bytes that may wait for one player, whatever its protocol asks for",
            def = "16MiB",
            min = "64KiB",
            max = "256MiB")
        ByteSize subscriptionBytes,
    @ConfigKey(
            doc = "a reader that stays over its limits for so long is closed",
            def = "10s",
            min = "1s",
            max = "10m")
        Duration slowReaderTimeout,
    @ConfigKey(
            doc =
                "media held in memory by all streams; at 90 % new publishers are refused, at 95 %"
                    + " the largest streams are ended; half of what the heap has above 64 MiB when"
                    + " not set",
            min = "1MiB")
        Optional<ByteSize> memory,
    @ConfigKey(
            doc = "events that may wait for one slow listener; further ones are lost and counted",
            def = "10000",
            min = "16",
            max = "1000000")
        int eventQueue) {

  /** What a reader gets of what it asks for. */
  BufferLimit capped(BufferLimit wanted) {
    return new BufferLimit(
        wanted.duration().compareTo(subscriptionBuffer) > 0
            ? subscriptionBuffer
            : wanted.duration(),
        Math.min(wanted.bytes(), subscriptionBytes.bytes()));
  }

  /** What becomes of a second publisher of a name. */
  public enum OnConflict {
    /** It is told that the name is taken. */
    REFUSE,
    /** It replaces the first when it is the same caller or may manage the stream. */
    TAKEOVER
  }
}
