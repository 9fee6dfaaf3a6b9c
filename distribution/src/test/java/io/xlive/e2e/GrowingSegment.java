package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.mediakit.flv.FlvTag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a segment while its publisher has stopped in the middle of it: what arrives then arrives
 * before the segment is complete, however slow the machine is.
 *
 * @param client that asks
 * @param stream address of the stream without a suffix
 */
record GrowingSegment(HttpClient client, URI stream) {
  /** In the fourth part of the third segment. */
  private static final long STOP_MILLIS = 4_700;

  private static final int NUMBER = 2;
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Pattern FIRST = Pattern.compile("video,([0-9a-z]+),0\\.m4s");

  /**
   * Publishes a clip of six seconds and reads its third segment, part by part.
   *
   * @return the answer, whose body has been read
   */
  HttpResponse<InputStream> read(RtmpPublisher publisher, Path clip) {
    List<FlvTag> tags = FlvClip.read(clip).tags();
    tags.stream().filter(tag -> tag.timestamp() < STOP_MILLIS).forEach(publisher::send);
    String name = "video," + epoch() + "," + NUMBER;
    HttpResponse<InputStream> growing =
        send(name + ".m4s", HttpResponse.BodyHandlers.ofInputStream());
    assertThat(growing.statusCode()).isEqualTo(200);
    assertThat(growing.headers().firstValue("Content-Length")).isEmpty();
    ByteArrayOutputStream sum = new ByteArrayOutputStream();
    try (InputStream body = growing.body()) {
      for (int part = 0; part < 3; part++) {
        byte[] expected = bytes(name + "," + part + ".m4s");
        byte[] arrived = body.readNBytes(expected.length);
        assertThat(arrived).as("part %d", part).isEqualTo(expected);
        sum.writeBytes(arrived);
      }
      assertThat(playlist()).as("not complete").doesNotContain(name + ".m4s");
      tags.stream().filter(tag -> tag.timestamp() >= STOP_MILLIS).forEach(publisher::send);
      publisher.finish();
      sum.writeBytes(body.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(sum.toByteArray()).as("in sum").isEqualTo(bytes(name + ".m4s"));
    return growing;
  }

  /** As the names of media have it, once the second segment is complete. */
  private String epoch() {
    Matcher first = FIRST.matcher("");
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              String playlist = playlist();
              return playlist.contains(",1.m4s\n") && first.reset(playlist).find();
            });
    return first.group(1);
  }

  private String playlist() {
    return new String(bytes("video,index.m3u8"), StandardCharsets.UTF_8);
  }

  private byte[] bytes(String name) {
    return send(name, HttpResponse.BodyHandlers.ofByteArray()).body();
  }

  private <T> HttpResponse<T> send(String name, HttpResponse.BodyHandler<T> handler) {
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create(stream + "/" + name)).timeout(LIMIT).build(), handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
