package io.xlive.hls;

import io.xlive.spi.ByteSize;
import io.xlive.spi.ConfigKey;
import io.xlive.spi.output.BufferLimit;
import java.time.Duration;
import java.util.List;

/** The section {@code hls}: how streams are cut and how long they stay. */
public record HlsConfig(
    @ConfigKey(
            doc =
                "A segment is cut at the first key frame at or after this. In whole seconds it is"
                    + " also the target duration: longer groups of pictures are cut into equal"
                    + " pieces",
            def = "2s",
            min = "500ms",
            max = "30s")
        Duration segmentDuration,
    @ConfigKey(
            doc = "Length of a part, the unit of low latency",
            def = "200ms",
            min = "50ms",
            max = "5s")
        Duration partDuration,
    @ConfigKey(doc = "Segments in a media playlist", def = "6", min = "3", max = "1000") int window,
    @ConfigKey(
            doc = "A stream without publisher leaves memory when nobody asked for it this long",
            def = "5m",
            min = "1s",
            max = "24h")
        Duration idleTimeout,
    @ConfigKey(
            doc =
                "How long players wait for a publisher whose connection died before the playlist"
                    + " ends",
            def = "10s",
            min = "0s",
            max = "10m")
        Duration reconnectGrace,
    @ConfigKey(doc = "A segment never holds more", def = "32MiB", min = "64KiB", max = "256MiB")
        ByteSize maxSegmentSize,
    @ConfigKey(
            doc = "Media held for one stream at most; the oldest segments go first",
            def = "64MiB",
            min = "1MiB",
            max = "4GiB")
        ByteSize maxStreamMemory,
    @ConfigKey(
            doc =
                "Memory outside of the heap for copies of segments that many ask for, which are"
                    + " cheaper to send from there; never more than a quarter of what the heap may"
                    + " become. 0 makes no copies",
            def = "64MiB",
            min = "0",
            max = "16GiB")
        ByteSize directMemory,
    @ConfigKey(
            doc = "Media time that may wait to be cut, for publishers faster than real time",
            def = "10m",
            min = "1s",
            max = "24h")
        Duration bufferDuration,
    @ConfigKey(doc = "Bytes that may wait to be cut", def = "64MiB", min = "1MiB", max = "1GiB")
        ByteSize bufferSize,
    @ConfigKey(
            doc =
                "Requests that may wait for a part of one stream; more get 503. A DASH player close"
                    + " to live takes two all the time",
            def = "1000",
            min = "0",
            max = "1000000")
        int maxBlockedReloadsPerStream,
    @ConfigKey(
            doc = "Requests that may wait for parts of all streams; more get 503",
            def = "10000",
            min = "0",
            max = "1000000")
        int maxBlockedReloads,
    @ConfigKey(
            doc = "How long a stream's numbers are remembered after it ended, over restarts too",
            def = "24h",
            min = "1m",
            max = "365d")
        Duration journalRetention,
    @ConfigKey(
            doc = "Streams whose numbers are remembered; 0 remembers none",
            def = "10000",
            min = "0",
            max = "1000000")
        int journalStreams,
    @ConfigKey(
            doc =
                "Streams that are renditions of one programme, as APP/{name}SEPARATOR{rendition}:"
                    + " with live/{name}_{rendition}, live/cam1_720 and live/cam1_480 also play as"
                    + " live/cam1",
            def = "")
        List<String> ladder,
    @ConfigKey(doc = "Who plays by HLS and DASH is counted.") ViewerConfig viewers,
    @ConfigKey(doc = "Timed metadata: what data messages of publishers become for players")
        EventConfig events) {
  public HlsConfig {
    ladder = List.copyOf(ladder);
  }

  /** The ring that a stream's subscription asks for. */
  BufferLimit buffer() {
    return new BufferLimit(bufferDuration, bufferSize.bytes());
  }
}
