package io.xlive.mediakit.flv;

import io.xlive.spi.media.Bytes;

/**
 * One track's share of a video message.
 *
 * @param codec which codec
 * @param trackId 0..255; 0 without multitrack
 * @param type what the body is
 * @param compositionTime presentation minus decoding time in milliseconds, signed 24 bits; 0 unless
 *     the type is {@link VideoPacketType#CODED_FRAMES}
 * @param body a view of the message
 */
public record VideoPacket(
    FlvCodec codec, int trackId, VideoPacketType type, int compositionTime, Bytes body) {}
