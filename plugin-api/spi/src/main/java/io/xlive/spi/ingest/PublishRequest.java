package io.xlive.spi.ingest;

import io.xlive.spi.Peer;
import io.xlive.spi.media.StreamPath;
import jakarta.security.enterprise.credential.Credential;
import java.util.Map;
import java.util.Optional;

/**
 * Asks for the right to write a stream.
 *
 * @param path which stream
 * @param peer who asks
 * @param credential what it showed; see {@code io.xlive.spi.auth}
 * @param parameters other query parameters of the publish URL, for listeners and webhooks; without
 *     the credential
 */
public record PublishRequest(
    StreamPath path, Peer peer, Optional<Credential> credential, Map<String, String> parameters) {
  public PublishRequest {
    parameters = Map.copyOf(parameters);
  }
}
