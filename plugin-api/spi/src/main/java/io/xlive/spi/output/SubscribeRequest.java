package io.xlive.spi.output;

import io.xlive.spi.Peer;
import io.xlive.spi.media.StreamPath;
import jakarta.security.enterprise.credential.Credential;
import java.util.Map;
import java.util.Optional;

/**
 * Asks for the right to read a stream.
 *
 * @param path which stream
 * @param peer who asks
 * @param credential what it showed
 * @param parameters other query parameters, without the credential
 * @param buffer how much may wait for the reader
 * @param start whether to begin with the cached group of pictures
 */
public record SubscribeRequest(
    StreamPath path,
    Peer peer,
    Optional<Credential> credential,
    Map<String, String> parameters,
    BufferLimit buffer,
    Start start) {
  public SubscribeRequest {
    parameters = Map.copyOf(parameters);
  }

  /** Where a subscription begins. */
  public enum Start {
    /** With the group of pictures in the cache: a picture at once, some delay. */
    CACHED_GOP,
    /** With the next key frame. */
    NEXT_KEY,
    /**
     * Never: a right without a ring, for a player that gets its frames from somebody who reads once
     * for many, see {@link Subscription#shared}. It counts as a viewer and learns of the end.
     */
    NO_FRAMES
  }
}
