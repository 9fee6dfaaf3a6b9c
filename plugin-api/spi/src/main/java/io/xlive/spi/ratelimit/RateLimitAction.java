package io.xlive.spi.ratelimit;

/** What is limited. */
public enum RateLimitAction {
  /** A connection of an ingest protocol. */
  CONNECT,
  /** Starting to publish. */
  PUBLISH,
  /** Starting to play: a subscription, or a playlist request without a session. */
  PLAY,
  /** A request for a playlist or media. */
  MEDIA_REQUEST,
  /** A request to the API. */
  API_REQUEST,
  /** A log-in. */
  LOGIN
}
