package io.xlive.hls;

import io.xlive.spi.ConfigKey;

/** Section {@code hls.viewers}: who plays by fetching files is counted. */
public record ViewerConfig(
    @ConfigKey(
            doc =
                "Multivariant playlists and DASH manifests carry an id of the viewer in their URIs,"
                    + " so that viewers are counted. Switch it off when a cache or CDN stands"
                    + " before the server: with it, no two viewers have the same addresses",
            def = "true")
        boolean sessions,
    @ConfigKey(
            doc = "Viewers that are counted; what more there are is served, but not counted",
            def = "100000",
            min = "1",
            max = "10000000")
        int max,
    @ConfigKey(doc = "The same of one stream", def = "50000", min = "1", max = "10000000")
        int maxPerStream,
    @ConfigKey(
            doc = "The same of one address; of IPv6, of one /64 network",
            def = "2000",
            min = "1",
            max = "10000000")
        int maxPerAddress) {}
