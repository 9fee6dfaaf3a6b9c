package io.xlive.web;

import io.xlive.flv.FlvConfig;
import io.xlive.flv.FlvOutput;
import io.xlive.hls.HlsConfig;
import io.xlive.hls.HlsOutput;
import io.xlive.kernel.HttpConfig;
import io.xlive.kernel.KernelSetup;
import io.xlive.kernel.LogConfig;
import io.xlive.kernel.ObsConfig;
import io.xlive.kernel.StartLevel;
import io.xlive.security.AuthConfig;
import io.xlive.stream.StreamConfig;
import io.xlive.stream.StreamEvents;
import io.xlive.stream.StreamHub;
import java.nio.file.Path;
import java.time.InstantSource;

/** Which parts make a server, and in which order they start. */
final class ServerAssembly {
  private ServerAssembly() {}

  static KernelSetup setup(ServerHome home) {
    KernelSetup setup =
        KernelSetup.at(home.home())
            .configFile(home.configFile())
            .workingFolder(Path.of("").toAbsolutePath())
            .environment(home.environment())
            .section("log", LogConfig.class)
            .section("http", HttpConfig.class)
            .section("auth", AuthConfig.class)
            .section("stream", StreamConfig.class)
            .section("hls", HlsConfig.class)
            .section("flv", FlvConfig.class)
            .section("obs", ObsConfig.class)
            .bind(new WebBinder(InstantSource.system()))
            .bind(new SecurityBinder(home.home().resolve("data")))
            .bind(new MediaBinder())
            .service(StartLevel.SECURITY, SecurityService.class)
            .service(StartLevel.HUB, ListenerService.class)
            .service(
                StartLevel.HUB,
                "streams",
                locator ->
                    new Closing(
                        locator.getService(StreamEvents.class),
                        locator.getService(StreamHub.class)))
            .service(StartLevel.OUTPUTS, HlsOutput.class)
            .service(StartLevel.OUTPUTS, FlvOutput.class)
            .service(StartLevel.OUTPUTS, ServerMeters.class);
    home.pluginFolders().forEach(setup::pluginFolder);
    return setup;
  }
}
