package io.xlive.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The unpacked distribution with its defaults; only what one address may open is widened. */
record XliveServer(ServerProcess process, int rtmpPort, int httpPort) implements MediaServer {
  static XliveServer start(Path distribution, Path work, String jvmOptions)
      throws IOException, InterruptedException {
    int rtmp = ServerProcess.freePort();
    int http = ServerProcess.freePort();
    Path home = Files.createDirectories(work.resolve("xlive-home"));
    List<String> command =
        List.of(distribution.resolve("bin/xlive").toString(), "--home", home.toString());
    Map<String, String> environment =
        Map.of(
            "XLIVE_HTTP_PORT",
            Integer.toString(http),
            "XLIVE_HTTP_BIND",
            "127.0.0.1",
            "XLIVE_RTMP_PORT",
            Integer.toString(rtmp),
            "XLIVE_RTMP_BIND",
            "127.0.0.1",
            "XLIVE_RTMP_LIMITS_EXEMPT",
            "127.0.0.1/32",
            "JAVA_HOME",
            System.getProperty("java.home"),
            "XLIVE_JVM_OPTS",
            jvmOptions);
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
