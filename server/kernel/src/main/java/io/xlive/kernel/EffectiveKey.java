package io.xlive.kernel;

/**
 * A key with the value in force, for the API and support.
 *
 * @param key full key
 * @param value as it would stand in the file; {@code ***} for a secret that is set
 * @param source {@code default}, {@code file:line} or {@code environment: XLIVE_X}
 * @param secret whether the value is masked
 * @param reloadable whether a change takes effect without a restart
 * @param doc one line
 */
public record EffectiveKey(
    String key, String value, String source, boolean secret, boolean reloadable, String doc) {}
