package io.xlive.kernel;

/**
 * Something that a plugin brought and that was made from its configuration.
 *
 * @param kind what it is
 * @param name unique within its kind
 * @param plugin the plugin's name
 * @param value the extension, guarded: what it throws against its contract is counted and does not
 *     get through
 * @param <T> its type
 */
public record Extension<T>(ExtensionKind kind, String name, String plugin, T value) {}
