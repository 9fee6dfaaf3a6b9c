package io.xlive.kernel;

import java.nio.file.Path;
import java.util.List;

/**
 * A plugin as it lies in a folder.
 *
 * @param name the jar's or folder's name without {@code .jar} and without a version
 * @param origin the jar or the folder, for messages
 * @param jars its jars, sorted
 * @param fingerprint changes when a jar does
 */
record PluginSource(String name, Path origin, List<Path> jars, String fingerprint) {}
