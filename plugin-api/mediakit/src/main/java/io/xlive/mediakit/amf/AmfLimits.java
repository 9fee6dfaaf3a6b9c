package io.xlive.mediakit.amf;

/**
 * What one message may cost. What a reference stands for counts each time, as if it were written
 * out.
 *
 * @param depth objects and arrays inside one another, 1..64
 * @param values values, keys not counted, 1 or more
 * @param stringBytes bytes of strings, keys, class names and byte arrays, 0 or more
 */
public record AmfLimits(int depth, int values, int stringBytes) {
  /** 32 deep, 4,096 values, 256 KiB of strings. */
  public static final AmfLimits DEFAULT = new AmfLimits(32, 4_096, 256 << 10);

  public AmfLimits {
    if (depth < 1 || depth > 64 || values < 1 || stringBytes < 0) {
      throw new IllegalArgumentException(
          "AMF limits: depth 1..64, values 1.., string bytes 0..: "
              + depth
              + ", "
              + values
              + ", "
              + stringBytes);
    }
  }
}
