package io.xlive.plugin.rtmp;

/** Event loop: all plays of one loop. */
final class FanOut {}
