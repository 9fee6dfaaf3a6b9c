package io.xlive.host;

import io.xlive.kernel.ConfigPreview;
import io.xlive.kernel.HttpConfig;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Asks the server that runs with this home folder for its live state. */
@Command(
    name = "dump",
    description = "Print the live state of the running server, for support",
    mixinStandardHelpOptions = true)
final class DumpCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @ParentCommand private Main main = new Main();
  @Spec private CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Address of the server (default: this host, http.port)")
  private Optional<URI> url = Optional.empty();

  @Option(names = "--json", description = "JSON instead of text")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Installation installation = main.installation();
    Path tokenFile = installation.home().resolve("data/admin-token");
    if (!Files.isReadable(tokenFile)) {
      throw new XliveException(
          SpiError.UNAUTHENTICATED,
          "cannot read " + tokenFile + ": is this the home folder of the server, and is it yours?");
    }
    HttpRequest request =
        HttpRequest.newBuilder(base(installation).resolve("/api/v1/dump"))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + Files.readString(tokenFile).strip())
            .header("Accept", json ? "application/json" : "text/plain")
            .build();
    HttpResponse<String> answer = ask(request);
    if (answer.statusCode() != 200) {
      throw new XliveException(
          SpiError.FORBIDDEN, "the server answered " + answer.statusCode() + ": " + answer.body());
    }
    spec.commandLine().getOut().println(answer.body());
    return ExitCode.OK;
  }

  private URI base(Installation installation) {
    if (url.isPresent()) {
      URI chosen = url.get();
      boolean web = "http".equals(chosen.getScheme()) || "https".equals(chosen.getScheme());
      if (!web || chosen.getHost() == null) {
        throw new ParameterException(
            spec.commandLine(), "--url is not of the form http://HOST:PORT: " + chosen);
      }
      return chosen;
    }
    HttpConfig http =
        ConfigPreview.read(
                installation.configFile(), installation.home(), Path.of(""), System.getenv())
            .section("http", HttpConfig.class);
    boolean everywhere = http.bind().equals("0.0.0.0") || http.bind().equals("::");
    String host = everywhere ? "127.0.0.1" : http.bind();
    return URI.create(
        "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + http.port());
  }

  private static HttpResponse<String> ask(HttpRequest request) throws InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new XliveException(
          SpiError.CANNOT_LISTEN,
          "no server answers at " + request.uri() + ": " + e.getMessage(),
          e);
    }
  }
}
