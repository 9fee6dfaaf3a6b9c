package io.xlive.spi;

/** Whose fault a failure is; decides what a client is told and whether an operator is woken. */
public enum ErrorType {
  /** The request makes no sense. */
  REQUEST,
  /** The caller may not. */
  DENIED,
  /** There is no such thing, or the caller may not know of it. */
  NOT_FOUND,
  /** A limit was reached; trying later may work. */
  LIMIT,
  /** The media is broken. */
  MEDIA,
  /** A plugin failed. */
  PLUGIN,
  /** Something outside failed: a database, a webhook, a disk. */
  EXTERNAL,
  /** Our own fault. */
  INTERNAL
}
