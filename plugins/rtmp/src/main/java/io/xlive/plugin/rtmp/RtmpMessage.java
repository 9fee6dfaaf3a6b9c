package io.xlive.plugin.rtmp;

import io.xlive.spi.media.Bytes;

/**
 * One message (RTMP 1.0 section 6.1).
 *
 * @param type see {@link MessageType}
 * @param streamId message stream id, 32 bits
 * @param timestamp milliseconds, 32 bits unsigned that wrap
 * @param payload the body
 */
record RtmpMessage(int type, int streamId, int timestamp, Bytes payload) {}
