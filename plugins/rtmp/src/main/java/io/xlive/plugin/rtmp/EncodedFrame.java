package io.xlive.plugin.rtmp;

/**
 * One message inside a {@link Batch}.
 *
 * @param video whether it belongs to video
 * @param audio whether it belongs to audio
 * @param key whether decoding can start here
 * @param disposable whether nothing refers to it
 * @param header whether it is a sequence start or metadata: state rather than a frame
 * @param timestamp in milliseconds, the low 32 bits
 * @param from where its chunks begin in the batch
 * @param to where they end
 */
record EncodedFrame(
    boolean video,
    boolean audio,
    boolean key,
    boolean disposable,
    boolean header,
    int timestamp,
    int from,
    int to) {

  int length() {
    return to - from;
  }
}
