package io.xlive.plugin.rtmp;

import io.xlive.spi.ConfigKey;
import java.nio.file.Path;
import java.util.Optional;

/** Section {@code rtmp.tls}: on once certificate and key are set. */
public record RtmpTlsConfig(
    @ConfigKey(doc = "Port of RTMPS; 0 takes a free one.", def = "1936", min = "0", max = "65535")
        int port,
    @ConfigKey(doc = "Certificate chain, PEM; read again when the file changes.")
        Optional<Path> certificate,
    @ConfigKey(
            doc = "Private key, PKCS#8 PEM without a password; read again when the file changes.")
        Optional<Path> key,
    @ConfigKey(
            doc =
                "Authorities, PEM: when set, a client has to show a certificate that one of them"
                    + " signed; read again when the file changes.")
        Optional<Path> clientAuthorities) {}
