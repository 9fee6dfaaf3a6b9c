package io.xlive.stream;

import io.xlive.spi.media.TrackFormat;

/**
 * A track of a live stream at a moment.
 *
 * @param format its format
 * @param frames frames so far
 * @param bytes payload bytes so far
 * @param bitsPerSecond measured over the last five seconds of media time; 0 until a second went by
 * @param framesPerSecond measured likewise
 */
public record TrackStatus(
    TrackFormat format, long frames, long bytes, long bitsPerSecond, double framesPerSecond) {}
