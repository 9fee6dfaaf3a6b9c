package io.xlive.plugin.rtmp;

import io.xlive.spi.PluginContext;
import io.xlive.spi.ingest.Ingest;
import io.xlive.spi.ingest.IngestFactory;

/** Makes the RTMP server from section {@code rtmp}. */
public final class RtmpIngestFactory implements IngestFactory<RtmpConfig> {
  @Override
  public String name() {
    return "rtmp";
  }

  @Override
  public Class<RtmpConfig> configType() {
    return RtmpConfig.class;
  }

  @Override
  public Ingest create(RtmpConfig config, PluginContext context) {
    return new RtmpIngest(config, context);
  }
}
