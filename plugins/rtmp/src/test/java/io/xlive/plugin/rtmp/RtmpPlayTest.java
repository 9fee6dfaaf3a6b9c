package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.mediakit.amf.Amf0Reader;
import io.xlive.mediakit.amf.AmfValue;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.FrameFlags;
import io.xlive.testkit.FakeSubscription;
import io.xlive.testkit.Frames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RtmpPlayTest {
  private static final String PATH = "live/cam";

  @Test
  void answersInTheUsualOrderAndStartsOnAKeyFrame() throws IOException {
    try (LiveServer server = LiveServer.start();
        RtmpClient client = server.client().connect("live")) {
      assertThat(client.play(client.createStream(), "cam")).isEqualTo("NetStream.Play.Reset");
      assertThat(client.status()).isEqualTo("NetStream.Play.Start");
      RtmpMessage access = client.next(m -> m.type() == MessageType.DATA_AMF0);
      assertThat(Amf0Reader.readAll(access.payload()).getFirst())
          .isEqualTo(AmfValue.of("|RtmpSampleAccess"));
      FakeSubscription subscription = ring(server);
      subscription.offer(Frames.delta(Frames.VIDEO, 960));
      subscription.offer(Frames.key(Frames.VIDEO, 1000));
      subscription.offer(Frames.key(Frames.AUDIO, 1010));
      subscription.offer(Frames.delta(Frames.VIDEO, 1040));
      assertThat(frames(client, 3)).containsExactly("V1000 key", "A1010", "V1040");
    }
  }

  @Test
  void givesAPlayerThatJoinsTheGroupOfPicturesAtOnce() throws IOException {
    try (LiveServer server = LiveServer.start();
        RtmpClient first = player(server);
        RtmpClient second = server.client().connect("live")) {
      FakeSubscription lead = ring(server);
      Frames.gop(Frames.VIDEO, 0, 40, 5).forEach(lead::offer);
      Frames.gop(Frames.VIDEO, 200, 40, 3).forEach(lead::offer);
      media(first, 9);
      second.play(second.createStream(), "cam");
      assertThat(media(second, 4)).containsExactly("V200 start", "V200 key", "V240", "V280");
      lead.offer(Frames.delta(Frames.VIDEO, 320));
      assertThat(media(second, 1)).containsExactly("V320");
      assertThat(media(first, 1)).containsExactly("V320");
    }
  }

  @Test
  void withoutTheCacheAPlayerThatJoinsWaitsForAKeyFrame() throws IOException {
    try (LiveServer server = LiveServer.start()) {
      server.context.streams().cachedGop(false);
      try (RtmpClient first = player(server)) {
        FakeSubscription lead = ring(server);
        Frames.gop(Frames.VIDEO, 0, 40, 5).forEach(lead::offer);
        media(first, 6);
        try (RtmpClient second = player(server)) {
          lead.offer(Frames.delta(Frames.VIDEO, 200));
          lead.offer(Frames.key(Frames.VIDEO, 240));
          lead.offer(Frames.delta(Frames.VIDEO, 280));
          assertThat(media(second, 3)).containsExactly("V240 start", "V240 key", "V280");
          assertThat(media(first, 3)).containsExactly("V200", "V240 key", "V280");
        }
      }
    }
  }

  @Test
  void saysHowManyBytesAPlayerGotBeforeItGivesItsRightBack() throws IOException {
    try (LiveServer server = LiveServer.start()) {
      try (RtmpClient client = player(server)) {
        Frames.gop(Frames.VIDEO, 0, 40, 5).forEach(ring(server)::offer);
        media(client, 6);
      }
      FakeSubscription right = server.context.streams().subscriptions(PATH).getFirst();
      await().until(right::closed);
      assertThat(right.sent()).isPositive();
      assertThat(right.sent()).isLessThan(10_000);
    }
  }

  @Test
  void encodesAFrameOnceForAllPlayersOfALoop() throws IOException {
    try (LiveServer server = LiveServer.start();
        RtmpClient one = player(server);
        RtmpClient two = player(server);
        RtmpClient three = player(server)) {
      FakeSubscription lead = ring(server);
      Frames.gop(Frames.VIDEO, 0, 40, 10).forEach(lead::offer);
      for (RtmpClient client : List.of(one, two, three)) {
        assertThat(media(client, 11)).hasSize(11);
      }
      assertThat(server.meter("xlive_rtmp_frames_encoded_total")).isEqualTo(11);
    }
  }

  @Test
  void tellsPlayersThatTheStreamEnded() throws IOException {
    try (LiveServer server = LiveServer.start();
        RtmpClient client = player(server)) {
      ring(server).end(EndReason.FINISHED);
      assertThat(client.status()).isEqualTo("NetStream.Play.UnpublishNotify");
      assertThat(client.status()).isEqualTo("NetStream.Play.Stop");
    }
  }

  @Test
  void saysThatThereIsNoSuchStream() throws IOException {
    try (LiveServer server = LiveServer.start();
        RtmpClient client = server.client().connect("live")) {
      server.context.streams().refuse(new XliveException(SpiError.STREAM_NOT_FOUND, "nobody"));
      assertThat(client.play(client.createStream(), "cam"))
          .isEqualTo("NetStream.Play.StreamNotFound");
      assertThat(client.closed()).isTrue();
    }
  }

  @Test
  void leavesOutWhatAPlayerDoesNotWantToReceive() throws IOException {
    try (LiveServer server = LiveServer.start();
        RtmpClient client = player(server)) {
      FakeSubscription subscription = ring(server);
      client.send(1, "receiveAudio", AmfValue.of(false));
      client.call("getStreamLength", AmfValue.NULL, AmfValue.of("cam"));
      client.command("_result");
      subscription.offer(Frames.key(Frames.VIDEO, 0));
      subscription.offer(Frames.key(Frames.AUDIO, 5));
      subscription.offer(Frames.delta(Frames.VIDEO, 40));
      assertThat(frames(client, 2)).containsExactly("V0 key", "V40");
    }
  }

  @Test
  void goesOnAtAKeyFrameAfterAPause() throws IOException {
    try (LiveServer server = LiveServer.start();
        RtmpClient client = player(server)) {
      FakeSubscription subscription = ring(server);
      subscription.offer(Frames.key(Frames.VIDEO, 0));
      media(client, 2);
      client.send(1, "pause", AmfValue.of(true), AmfValue.of(0));
      assertThat(client.status()).isEqualTo("NetStream.Pause.Notify");
      subscription.offer(Frames.delta(Frames.VIDEO, 40));
      client.send(1, "pause", AmfValue.of(false), AmfValue.of(0));
      assertThat(client.status()).isEqualTo("NetStream.Unpause.Notify");
      subscription.offer(Frames.delta(Frames.VIDEO, 80));
      subscription.offer(Frames.key(Frames.VIDEO, 120));
      assertThat(media(client, 2)).containsExactly("V120 start", "V120 key");
    }
  }

  @Test
  void refusesToSeekAndToSwitch() throws IOException {
    try (LiveServer server = LiveServer.start();
        RtmpClient client = player(server)) {
      client.send(1, "seek", AmfValue.of(1000));
      assertThat(client.status()).isEqualTo("NetStream.Seek.Failed");
      client.send(1, "play2", AmfValue.NULL);
      assertThat(client.status()).isEqualTo("NetStream.Play.Failed");
    }
  }

  @Test
  void playsAudioOnly() throws IOException {
    try (LiveServer server = LiveServer.start();
        RtmpClient client = player(server)) {
      FakeSubscription subscription = ring(server);
      Frames.audio(Frames.AUDIO, 0, 3).forEach(subscription::offer);
      assertThat(media(client, 4)).containsExactly("A0 start", "A0", "A21", "A42");
    }
  }

  @Test
  void playsTwoStreamsOnOneConnection() throws IOException {
    try (LiveServer server = LiveServer.start();
        RtmpClient client = player(server)) {
      int second = client.createStream();
      client.play(second, "other");
      client.status();
      ring(server, "live/other").offer(Frames.key(Frames.VIDEO, 7));
      List<RtmpMessage> messages = List.of(client.media(), client.media());
      assertThat(messages).extracting(RtmpMessage::streamId).containsOnly(second);
    }
  }

  @Test
  void marksALossForPlayersByWaitingForAKeyFrame() throws IOException {
    try (LiveServer server = LiveServer.start();
        RtmpClient client = player(server)) {
      FakeSubscription subscription = ring(server);
      subscription.offer(Frames.key(Frames.VIDEO, 0));
      media(client, 2);
      subscription.offer(Frames.frame(Frames.VIDEO, 80, 0, FrameFlags.NONE.withGap()));
      subscription.offer(Frames.frame(Frames.VIDEO, 120, 0, FrameFlags.KEY));
      assertThat(media(client, 2)).containsExactly("V120 start", "V120 key");
    }
  }

  @Test
  void gathersFramesInThroughputMode() throws IOException {
    try (LiveServer server = new LiveServer(Map.of("latency", "throughput"));
        RtmpClient client = player(server)) {
      FakeSubscription subscription = ring(server);
      Frames.gop(Frames.VIDEO, 0, 40, 3).forEach(subscription::offer);
      assertThat(media(client, 4)).hasSize(4);
    }
  }

  static RtmpClient player(LiveServer server) throws IOException {
    RtmpClient client = server.client().connect("live");
    client.play(client.createStream(), "cam");
    assertThat(client.status()).isEqualTo("NetStream.Play.Start");
    return client;
  }

  /** What feeds all players of the one event loop, at present. */
  static FakeSubscription ring(LiveServer server) {
    return ring(server, PATH);
  }

  static FakeSubscription ring(LiveServer server, String path) {
    await().until(() -> !rings(server, path).isEmpty());
    return rings(server, path).getLast();
  }

  static List<FakeSubscription> rings(LiveServer server, String path) {
    return server.context.streams().subscriptions(path).stream()
        .flatMap(right -> right.rings().stream())
        .toList();
  }

  /**
   * Frames without sequence starts, each of which has to come before the first frame of its track.
   */
  static List<String> frames(RtmpClient client, int count) throws IOException {
    List<String> frames = new ArrayList<>();
    Set<Character> started = new HashSet<>();
    while (frames.size() < count) {
      String text = media(client, 1).getFirst();
      if (text.endsWith("start")) {
        started.add(text.charAt(0));
      } else {
        assertThat(started).contains(text.charAt(0));
        frames.add(text);
      }
    }
    return frames;
  }

  static List<String> media(RtmpClient client, int count) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      RtmpMessage message = client.media();
      boolean video = message.type() == MessageType.VIDEO;
      boolean start = message.payload().u8(1) == 0;
      boolean key = video && message.payload().u8(0) >> 4 == 1;
      texts.add((video ? "V" : "A") + message.timestamp() + (start ? " start" : key ? " key" : ""));
    }
    return texts;
  }
}
