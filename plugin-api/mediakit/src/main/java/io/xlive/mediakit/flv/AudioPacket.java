package io.xlive.mediakit.flv;

import io.xlive.spi.media.Bytes;

/**
 * One track's share of an audio message.
 *
 * @param codec which codec
 * @param trackId 0..255; 0 without multitrack
 * @param type what the body is
 * @param body a view of the message
 */
public record AudioPacket(FlvCodec codec, int trackId, AudioPacketType type, Bytes body) {}
