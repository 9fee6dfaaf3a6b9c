package io.xlive.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The unpacked distribution with its defaults; only what one address may open and what may wait for
 * one stream is widened.
 */
record XliveServer(ServerProcess process, int rtmpPort, int httpPort) implements MediaServer {
  static XliveServer start(Path distribution, Path work, String jvmOptions)
      throws IOException, InterruptedException {
    int rtmp = ServerProcess.freePort();
    int http = ServerProcess.freePort();
    Path home = Files.createDirectories(work.resolve("xlive-home"));
    List<String> command =
        List.of(distribution.resolve("bin/xlive").toString(), "--home", home.toString());
    Map<String, String> environment =
        Map.ofEntries(
            Map.entry("XLIVE_HTTP_PORT", Integer.toString(http)),
            Map.entry("XLIVE_HTTP_BIND", "127.0.0.1"),
            Map.entry("XLIVE_HTTP_MAX_CONNECTIONS_PER_ADDRESS", "20000"),
            Map.entry("XLIVE_HLS_MAX_BLOCKED_RELOADS_PER_STREAM", "10000"),
            Map.entry("XLIVE_RTMP_PORT", Integer.toString(rtmp)),
            Map.entry("XLIVE_RTMP_BIND", "127.0.0.1"),
            Map.entry("XLIVE_RTMP_LIMITS_EXEMPT", "127.0.0.1/32"),
            Map.entry("JAVA_HOME", System.getProperty("java.home")),
            Map.entry("XLIVE_JVM_OPTS", jvmOptions));
    ServerProcess process = ServerProcess.start(command, environment, work.resolve("xlive.log"));
    process.listening(rtmp);
    return new XliveServer(process, rtmp, http);
  }

  @Override
  public String name() {
    return "xlive";
  }

  @Override
  public String hlsApp() {
    return "live";
  }

  @Override
  public String playApp() {
    return "live";
  }
}
