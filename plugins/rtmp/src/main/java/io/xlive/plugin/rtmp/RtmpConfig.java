package io.xlive.plugin.rtmp;

import io.xlive.spi.ByteSize;
import io.xlive.spi.ConfigKey;
import java.util.List;
import java.util.Optional;

/** Section {@code rtmp}. */
public record RtmpConfig(
    @ConfigKey(doc = "Address to listen on.", def = "0.0.0.0") String bind,
    @ConfigKey(
            doc = "Port of plain RTMP; 0 takes a free one.",
            def = "1935",
            min = "0",
            max = "65535")
        int port,
    @ConfigKey(doc = "RTMP over TLS.") RtmpTlsConfig tls,
    @ConfigKey(doc = "RTMP in HTTP, for clients behind a proxy that lets nothing else out.")
        RtmpTunnelConfig tunnel,
    @ConfigKey(
            doc =
                "How long frames may wait to be read (5 ms at most) and written together: low"
                    + " (never), balanced (only under load), throughput (100 ms).",
            def = "balanced")
        RtmpLatency latency,
    @ConfigKey(doc = "How sockets are driven: auto, epoll, io_uring, nio.", def = "auto")
        RtmpTransport transport,
    @ConfigKey(doc = "Event loops; 0 is one per core.", def = "0", min = "0", max = "256")
        int threads,
    @ConfigKey(
            doc = "Size in bytes of the chunks that the server sends.",
            def = "60000",
            min = "128",
            max = "65536")
        int chunkSize,
    @ConfigKey(
            doc = "How many bytes a publisher sends between two acknowledgements.",
            def = "2500000",
            min = "64KiB",
            max = "1GiB")
        ByteSize acknowledgementWindow,
    @ConfigKey(
            doc =
                "Addresses or CIDR blocks of proxies whose connections begin with a PROXY protocol"
                    + " header (v1 or v2); none is off.")
        List<String> proxyProtocol,
    @ConfigKey(
            doc =
                "Where every client is sent instead of being served, as in rtmp://other:1935; none"
                    + " is off.")
        Optional<String> redirect,
    @ConfigKey(doc = "Bounds on what peers may ask for.") RtmpLimits limits,
    @ConfigKey(doc = "Bounds on time.") RtmpTimeouts timeouts,
    @ConfigKey(doc = "Bounds on what waits for players.") RtmpPlayConfig play) {}
