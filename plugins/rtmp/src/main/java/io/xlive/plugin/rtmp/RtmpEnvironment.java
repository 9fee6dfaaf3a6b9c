package io.xlive.plugin.rtmp;

import io.xlive.spi.PluginContext;
import java.util.function.LongSupplier;

/**
 * What all connections of one server share.
 *
 * @param nanos monotonic time
 */
record RtmpEnvironment(
    RtmpConfig config,
    PluginContext context,
    RtmpMeters meters,
    ConnectionLimits connections,
    QuietLog warnings,
    LongSupplier nanos) {}
