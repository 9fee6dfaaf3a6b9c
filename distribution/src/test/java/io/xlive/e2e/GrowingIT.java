package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.testkit.Pem;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A segment is sent while it grows, as players of low-latency DASH ask for it. */
@ExtendWith(SharedStage.class)
@Execution(ExecutionMode.CONCURRENT)
class GrowingIT {
  @TempDir Path folder;

  @Test
  void overHttp1InChunks(Stage stage) {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        RtmpPublisher publisher = RtmpPublisher.open(stage.server(), "growing/one")) {
      HttpResponse<InputStream> answer =
          new GrowingSegment(client, stage.server().uri("/growing/one"))
              .read(publisher, clip(stage));
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
      assertThat(answer.headers().firstValue("Transfer-Encoding")).contains("chunked");
    }
  }

  @Test
  void overHttp2InFrames(Stage stage) {
    Pem pem = Pem.make(folder, "growing", "-keyalg", "EC");
    int port = XliveServer.freePort();
    try (XliveServer server = XliveServer.startSecure(folder.resolve("home"), port, pem);
        HttpClient client =
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .sslContext(pem.trust())
                .build();
        RtmpPublisher publisher = RtmpPublisher.open(server, "growing/two")) {
      HttpResponse<InputStream> answer =
          new GrowingSegment(client, URI.create("https://127.0.0.1:" + port + "/growing/two"))
              .read(publisher, clip(stage));
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
    }
  }

  private static Path clip(Stage stage) {
    return stage.media().synthetic(6, Optional.of("libopenh264"), Optional.of("aac"));
  }
}
