package io.xlive.plugin.rtmp;

import io.xlive.mediakit.flv.FlvCapabilities;

/**
 * What a peer declared in connect that it can receive. Players with equal capabilities share
 * encoded frames.
 *
 * @param flv which messages it takes
 * @param reconnect whether it follows a reconnect request
 */
record PlayerCapabilities(FlvCapabilities flv, boolean reconnect) {
  /** A client that knows nothing of Enhanced RTMP. */
  static final PlayerCapabilities PLAIN = new PlayerCapabilities(FlvCapabilities.PLAIN, false);
}
