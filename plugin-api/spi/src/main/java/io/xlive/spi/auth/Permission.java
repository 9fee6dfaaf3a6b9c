package io.xlive.spi.auth;

/** What one may do. */
public enum Permission {
  /** Write a stream. */
  PUBLISH,
  /** Read a stream. */
  PLAY,
  /** See health, metrics and statistics. */
  OBSERVE,
  /** Manage streams, keys and bans. */
  MANAGE,
  /** Everything. */
  ADMIN
}
