package io.xlive.plugin.rtmp;

import io.xlive.spi.ByteSize;
import io.xlive.spi.ConfigKey;
import java.time.Duration;
import java.util.Optional;

/** Section {@code rtmp.tunnel}: off until a port is set. */
public record RtmpTunnelConfig(
    @ConfigKey(
            doc = "Port of RTMPT (RTMP in HTTP); none is off, 0 takes a free one.",
            min = "0",
            max = "65535")
        Optional<Integer> port,
    @ConfigKey(
            doc =
                "Port of RTMPTS (RTMP in HTTPS) with the certificate of rtmp.tls; none is off, 0"
                    + " takes a free one.",
            min = "0",
            max = "65535")
        Optional<Integer> tlsPort,
    @ConfigKey(doc = "Address to listen on; none is that of rtmp.bind.") Optional<String> bind,
    @ConfigKey(doc = "Tunnelled connections in all.", def = "1000", min = "1", max = "1000000")
        int sessions,
    @ConfigKey(
            doc =
                "Largest body of a request; before connect was accepted also"
                    + " rtmp.limits.unfinished-before-connect.",
            def = "1MiB",
            min = "4KiB",
            max = "16MiB")
        ByteSize body,
    @ConfigKey(
            doc = "A tunnelled connection whose client does not ask for more.",
            def = "20s",
            min = "100ms",
            max = "5m")
        Duration sessionIdle,
    @ConfigKey(
            doc = "From accept to the end of the first request's header.",
            def = "10s",
            min = "100ms",
            max = "5m")
        Duration headerTime,
    @ConfigKey(
            doc = "For the body of a request, and for an answer to be taken.",
            def = "30s",
            min = "100ms",
            max = "5m")
        Duration bodyTime,
    @ConfigKey(
            doc = "From an answer to the end of the next request's header.",
            def = "30s",
            min = "100ms",
            max = "5m")
        Duration keepAlive) {}
