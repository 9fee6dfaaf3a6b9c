package io.xlive.plugin.rtmp;

/**
 * When a media message is.
 *
 * @param millis its timestamp, 0..4,294,967,295, wrapping
 * @param nanoOffset to be added, 0..999,999 ns
 * @param arrivalNanos when its last byte came in
 */
record Moment(long millis, int nanoOffset, long arrivalNanos) {}
