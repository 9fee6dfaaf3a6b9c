package io.xlive.plugin.rtmp;

import io.xlive.spi.Plugin;
import io.xlive.spi.ingest.IngestFactory;
import java.util.List;

/** RTMP and RTMPS: publish and play. */
public final class RtmpPlugin implements Plugin {
  @Override
  public List<IngestFactory<?>> ingests() {
    return List.of(new RtmpIngestFactory());
  }
}
