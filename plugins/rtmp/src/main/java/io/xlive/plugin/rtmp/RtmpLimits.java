package io.xlive.plugin.rtmp;

import io.xlive.spi.ByteSize;
import io.xlive.spi.ConfigKey;
import java.util.List;

/** Section {@code rtmp.limits}. */
public record RtmpLimits(
    @ConfigKey(doc = "Connections in all.", def = "10000", min = "1", max = "1000000")
        int connections,
    @ConfigKey(
            doc = "Connections per address (IPv6: per /64).",
            def = "500",
            min = "1",
            max = "1000000")
        int connectionsPerAddress,
    @ConfigKey(
            doc = "Connections that have not finished connect, in all.",
            def = "2000",
            min = "1",
            max = "1000000")
        int halfOpen,
    @ConfigKey(
            doc = "Connections that have not finished connect, per address.",
            def = "100",
            min = "1",
            max = "1000000")
        int halfOpenPerAddress,
    @ConfigKey(doc = "Addresses or CIDR blocks that the limits per address do not touch.")
        List<String> exempt,
    @ConfigKey(doc = "Largest video message.", def = "4MiB", min = "64KiB", max = "16MiB")
        ByteSize videoMessage,
    @ConfigKey(doc = "Largest audio message.", def = "1MiB", min = "16KiB", max = "16MiB")
        ByteSize audioMessage,
    @ConfigKey(
            doc = "Largest command or data message.",
            def = "256KiB",
            min = "4KiB",
            max = "16MiB")
        ByteSize commandMessage,
    @ConfigKey(
            doc = "Messages under way on one connection, in bytes.",
            def = "8MiB",
            min = "64KiB",
            max = "64MiB")
        ByteSize unfinished,
    @ConfigKey(
            doc = "The same before connect was accepted.",
            def = "64KiB",
            min = "4KiB",
            max = "1MiB")
        ByteSize unfinishedBeforeConnect,
    @ConfigKey(
            doc = "Chunk streams with state on one connection.",
            def = "64",
            min = "8",
            max = "1024")
        int chunkStreams,
    @ConfigKey(
            doc = "Chunk headers in a second from one connection before its reading is slowed.",
            def = "200000",
            min = "1000",
            max = "10000000")
        int chunksPerSecond,
    @ConfigKey(
            doc = "Message streams that one connection may create.",
            def = "8",
            min = "1",
            max = "64")
        int streams,
    @ConfigKey(
            doc = "Plays that one connection may have at once; each takes a message stream.",
            def = "16",
            min = "1",
            max = "64")
        int plays,
    @ConfigKey(
            doc = "Commands in 10 s from one connection outside of media.",
            def = "64",
            min = "16",
            max = "10000")
        int commands,
    @ConfigKey(
            doc = "Answers that may wait for a peer that does not read.",
            def = "256KiB",
            min = "16KiB",
            max = "16MiB")
        ByteSize pendingAnswers,
    @ConfigKey(
            doc =
                "File descriptors that RTMP leaves to files, HTTP and the operator; 0 leaves none.",
            def = "64",
            min = "0",
            max = "65536")
        int reservedDescriptors) {}
