package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.mediakit.amf.AmfValue;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.auth.StreamKeyCredential;
import io.xlive.spi.auth.TokenCredential;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.ingest.PublishRequest;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.ratelimit.RateLimitVerdict;
import io.xlive.testkit.RecordingPublication;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RtmpPublishTest {
  @Test
  void handsFramesToThePublicationAndEndsIt() throws IOException {
    try (LiveServer server = LiveServer.start();
        RtmpClient client = server.client()) {
      client.connect("live");
      int stream = client.createStream();
      assertThat(client.publish(stream, "cam")).isEqualTo("NetStream.Publish.Start");
      client.message(MessageType.VIDEO, stream, 0, LiveServer.videoStart());
      client.message(MessageType.VIDEO, stream, 40, LiveServer.video(true, 500));
      client.message(MessageType.VIDEO, stream, 80, LiveServer.video(false, 300));
      RecordingPublication publication = server.context.streams().publication("live/cam").get();
      await().untilAsserted(() -> assertThat(publication.frames()).hasSize(2));
      MediaFrame first = publication.frames().getFirst();
      assertThat(first.key()).isTrue();
      assertThat(first.dts()).isEqualTo(40);
      assertThat(first.payload().length()).isEqualTo(500);
      client.send(0, "FCUnpublish", AmfValue.of("cam"));
      assertThat(client.command("onFCUnpublish")).isNotEmpty();
      assertThat(client.status()).isEqualTo("NetStream.Unpublish.Success");
      assertThat(publication.reason()).contains(EndReason.FINISHED);
    }
  }

  @Test
  void takesALostConnectionAsLost() throws IOException {
    try (LiveServer server = LiveServer.start()) {
      RtmpClient client = server.client().connect("live");
      client.publish(client.createStream(), "cam");
      RecordingPublication publication = server.context.streams().publication("live/cam").get();
      client.close();
      await().untilAsserted(() -> assertThat(publication.reason()).contains(EndReason.LOST));
    }
  }

  @Test
  void takesGarbageAsRefused() throws IOException {
    try (LiveServer server = LiveServer.start();
        RtmpClient client = server.client().connect("live")) {
      client.publish(client.createStream(), "cam");
      RecordingPublication publication = server.context.streams().publication("live/cam").get();
      client.socket().getOutputStream().write(new byte[] {(byte) 0xF0, 1, 2, 3});
      assertThat(client.closed()).isTrue();
      await().untilAsserted(() -> assertThat(publication.reason()).contains(EndReason.REFUSED));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "STREAM_BUSY,NetStream.Publish.BadName",
    "UNAUTHENTICATED,NetStream.Publish.Denied",
    "FORBIDDEN,NetStream.Publish.Denied",
    "LIMIT_REACHED,NetStream.Publish.Failed",
    "AUTH_UNAVAILABLE,NetStream.Publish.Failed"
  })
  void saysWhyAPublishIsRefusedAndCloses(SpiError error, String code) throws IOException {
    try (LiveServer server = LiveServer.start();
        RtmpClient client = server.client().connect("live")) {
      server.context.streams().refuse(new XliveException(error, "because of a test"));
      client.send(client.createStream(), "publish", AmfValue.of("cam"), AmfValue.of("live"));
      AmfValue.Keyed status = client.fullStatus();
      assertThat(status.text("code")).contains(code);
      assertThat(status.text("level")).contains("error");
      assertThat(status.text("description")).contains("because of a test");
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void keepsWhatComesBeforeTheVerdict() throws IOException {
    try (LiveServer server = LiveServer.start();
        RtmpClient client = server.client().connect("live")) {
      server.context.streams().hold();
      int stream = client.createStream();
      client.send(stream, "publish", AmfValue.of("cam"), AmfValue.of("live"));
      client.message(MessageType.VIDEO, stream, 0, LiveServer.videoStart());
      client.message(MessageType.VIDEO, stream, 1, LiveServer.video(true, 70_000));
      await().until(() -> !server.context.streams().publishRequests().isEmpty());
      server.context.streams().release();
      assertThat(client.status()).isEqualTo("NetStream.Publish.Start");
      RecordingPublication publication = server.context.streams().publication("live/cam").get();
      await().untilAsserted(() -> assertThat(publication.frames()).hasSize(1));
    }
  }

  @Test
  void publishesSeveralStreamsOnOneConnection() throws IOException {
    try (LiveServer server = LiveServer.start();
        RtmpClient client = server.client().connect("live")) {
      int one = client.createStream();
      int two = client.createStream();
      assertThat(client.publish(one, "a")).isEqualTo("NetStream.Publish.Start");
      assertThat(client.publish(two, "b")).isEqualTo("NetStream.Publish.Start");
      client.message(MessageType.VIDEO, two, 0, LiveServer.videoStart());
      client.message(MessageType.VIDEO, two, 0, LiveServer.video(true, 10));
      RecordingPublication b = server.context.streams().publication("live/b").get();
      await().untilAsserted(() -> assertThat(b.frames()).hasSize(1));
      client.send(0, "deleteStream", AmfValue.of(one));
      RecordingPublication a = server.context.streams().publication("live/a").get();
      await().untilAsserted(() -> assertThat(a.reason()).contains(EndReason.FINISHED));
      assertThat(b.open()).isTrue();
    }
  }

  @Test
  void boundsStreamsPerConnection() throws IOException {
    try (LiveServer server = LiveServer.start();
        RtmpClient client = server.client().connect("live")) {
      for (int i = 1; i <= 8; i++) {
        assertThat(client.createStream()).isEqualTo(i);
      }
      client.call("createStream", AmfValue.NULL);
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void takesCredentialsFromTheQueries() throws IOException {
    PublishRequest key = requestOf("live", "cam?key=s3cret&vhost=x&lang=de");
    assertThat(((StreamKeyCredential) key.credential().get()).key()).isEqualTo("s3cret");
    assertThat(key.parameters()).isEqualTo(Map.of("lang", "de"));
    PublishRequest token = requestOf("live?token=a%2Bb+c", "cam");
    assertThat(((TokenCredential) token.credential().get()).token()).isEqualTo("a+b+c");
    PublishRequest user = requestOf("live/", "/cam/?user=me&pass=p%40ss");
    assertThat(user.path()).hasToString("live/cam");
    assertThat(user.credential().get())
        .isInstanceOfSatisfying(
            UsernamePasswordCredential.class,
            c -> {
              assertThat(c.getCaller()).isEqualTo("me");
              assertThat(c.getPasswordAsString()).isEqualTo("p@ss");
            });
    assertThat(requestOf("a/b", "c/d").path()).hasToString("a/b/c/d");
  }

  private static PublishRequest requestOf(String app, String name) throws IOException {
    try (LiveServer server = LiveServer.start();
        RtmpClient client = server.client().connect(app)) {
      assertThat(client.publish(client.createStream(), name)).isEqualTo("NetStream.Publish.Start");
      return server.context.streams().publishRequests().getFirst();
    }
  }

  @ParameterizedTest
  @CsvSource({"live,../etc", "live,a%2F..%2Fb", "api,cam", "live,index", "live,ca m", "live,''"})
  void refusesNamesThatAreNone(String app, String name) throws IOException {
    try (LiveServer server = LiveServer.start();
        RtmpClient client = server.client().connect(app)) {
      assertThat(client.publish(client.createStream(), name))
          .isEqualTo("NetStream.Publish.BadName");
      assertThat(server.context.streams().publishRequests()).isEmpty();
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void answersTheSmallCommands() throws IOException {
    try (LiveServer server = LiveServer.start();
        RtmpClient client = server.client().connect("live")) {
      for (String name : List.of("releaseStream", "FCPublish", "_checkbw", "FCSubscribe")) {
        client.call(name, AmfValue.NULL, AmfValue.of("cam"));
        assertThat(client.command("_result")).as(name).isNotEmpty();
      }
      client.call("getStreamLength", AmfValue.NULL, AmfValue.of("cam"));
      assertThat(client.command("_result").get(3)).isEqualTo(AmfValue.of(0));
      client.call("shutdownServer", AmfValue.NULL);
      assertThat(client.command("_error")).hasSize(4);
    }
  }

  @Test
  void tellsAConnectOverTheRateLimitWhichRuleItWas() throws IOException {
    try (LiveServer server = LiveServer.start();
        RtmpClient client = server.client()) {
      server.context.rateLimits(
          request -> new RateLimitVerdict.Refused("policy: some.key", Duration.ofSeconds(3)));
      client.call("connect", RtmpClient.connectObject("live", Map.of()));
      AmfValue.Keyed status = (AmfValue.Keyed) client.command("_error").get(3);
      assertThat(status.text("code")).contains("NetConnection.Connect.Rejected");
      assertThat(status.text("description").get()).contains("some.key").contains("3 s");
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void refusesAdobeAuthenticationInWordsThatEncodersShow() throws IOException {
    try (LiveServer server = LiveServer.start();
        RtmpClient client = server.client()) {
      client.call("connect", RtmpClient.connectObject("live?authmod=adobe&user=me", Map.of()));
      AmfValue.Keyed status = (AmfValue.Keyed) client.command("_error").get(3);
      assertThat(status.text("description").get())
          .startsWith("[ AccessManager.Reject ] : [ authmod=adobe ] : ?reason=authfailed");
    }
  }

  @Test
  void sendsClientsElsewhere() throws IOException {
    try (LiveServer server = new LiveServer(Map.of("redirect", "rtmp://other:1935/"));
        RtmpClient client = server.client()) {
      client.call("connect", RtmpClient.connectObject("live?token=x", Map.of()));
      AmfValue.Keyed status = (AmfValue.Keyed) client.command("_error").get(3);
      AmfValue.Keyed ex = status.keyed("ex").get();
      assertThat(ex.number("code")).hasValue(302);
      assertThat(ex.text("redirect")).contains("rtmp://other:1935/live");
    }
  }

  @ParameterizedTest
  @CsvSource({"TAKEN_OVER,NetStream.Publish.BadName", "KICKED,NetStream.Publish.Denied"})
  void anEncoderThatSendsOnReadsWhyItsStreamWasEnded(EndReason reason, String code)
      throws IOException {
    try (LiveServer server = LiveServer.start();
        RtmpClient client = server.client().connect("live")) {
      int stream = client.createStream();
      client.publish(stream, "cam");
      server.context.streams().publication("live/cam").get().end(reason);
      assertThat(client.status()).isEqualTo(code);
      assertThat(client.closed()).as("by the server").isTrue();
      for (int i = 0; i < 20; i++) { // the second would fail on a connection that was reset
        client.message(MessageType.VIDEO, stream, i, LiveServer.video(true, 10));
      }
    }
  }

  @Test
  void endsWithTheServerAndAsksThoseThatCanToReconnect() throws IOException {
    LiveServer server = LiveServer.start();
    try (RtmpClient client = server.client()) {
      client.connect("live", Map.of("capsEx", AmfValue.of(1)));
      client.publish(client.createStream(), "cam");
      RecordingPublication publication = server.context.streams().publication("live/cam").get();
      server.close();
      assertThat(client.status()).isEqualTo("NetConnection.Connect.ReconnectRequest");
      assertThat(client.closed()).isTrue();
      assertThat(publication.reason()).contains(EndReason.SHUTDOWN);
    }
  }
}
