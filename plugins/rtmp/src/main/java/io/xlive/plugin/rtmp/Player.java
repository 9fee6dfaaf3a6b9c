package io.xlive.plugin.rtmp;

/** Event loop: one play. */
final class Player {
  void close() {}
}
