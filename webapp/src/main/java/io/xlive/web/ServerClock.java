package io.xlive.web;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The server's clock.
 *
 * @param source wall-clock time
 * @param started when the server began to start
 */
public record ServerClock(InstantSource source, Instant started) {}
