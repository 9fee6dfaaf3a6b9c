package io.xlive.spi.ratelimit;

import io.xlive.spi.Peer;
import io.xlive.spi.media.StreamPath;
import java.util.Optional;

/**
 * Something that wants to happen.
 *
 * @param action what
 * @param peer who
 * @param caller the authenticated name, when there is one
 * @param path on which stream, when there is one
 */
public record RateLimitRequest(
    RateLimitAction action, Peer peer, Optional<String> caller, Optional<StreamPath> path) {}
