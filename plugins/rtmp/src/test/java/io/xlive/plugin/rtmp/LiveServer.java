package io.xlive.plugin.rtmp;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.testkit.ConfigDefaults;
import io.xlive.testkit.FakeCodec;
import io.xlive.testkit.FakePluginContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The plugin on a free port, with fakes behind it. */
final class LiveServer implements AutoCloseable {
  final FakePluginContext context = new FakePluginContext(Path.of("target"));
  final RtmpIngest ingest;

  LiveServer(Map<String, String> changes) {
    Map<String, String> all =
        new HashMap<>(Map.of("bind", "127.0.0.1", "port", "0", "threads", "1"));
    all.putAll(changes);
    ingest = new RtmpIngest(ConfigDefaults.of(RtmpConfig.class, all), context);
    ingest.start();
  }

  static LiveServer start() {
    return new LiveServer(Map.of());
  }

  InetSocketAddress address() {
    return ingest.listening().getFirst().address();
  }

  RtmpClient client() throws IOException {
    return RtmpClient.open(address());
  }

  /** A meter without tags. */
  double meter(String name) {
    return context.meters().value(name, Map.of()).orElse(-1);
  }

  /** The body of a sequence start of the fake video codec. */
  static Bytes videoStart() {
    return new BytesBuilder().u8(0x17).u8(0).u24(0).bytes(FakeCodec.CONFIG).build();
  }

  /** The body of a video frame of the fake codec. */
  static Bytes video(boolean key, int size) {
    return new BytesBuilder()
        .u8(key ? 0x17 : 0x27)
        .u8(1)
        .u24(0)
        .u8(key ? 1 : 0)
        .zeros(size - 1)
        .build();
  }

  @Override
  public void close() {
    ingest.stop();
  }
}
