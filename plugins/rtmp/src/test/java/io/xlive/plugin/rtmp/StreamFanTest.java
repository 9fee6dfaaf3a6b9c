package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.output.SubscribeRequest;
import io.xlive.testkit.FakeSubscription;
import io.xlive.testkit.Frames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One ring for all players of a stream on one event loop. */
class StreamFanTest {
  private static final String PATH = "live/cam";

  @Test
  void oneRingFeedsAllPlayersAndEachIsAViewerOfItsOwn() throws IOException {
    try (LiveServer server = LiveServer.start();
        RtmpClient one = RtmpPlayTest.player(server);
        RtmpClient two = RtmpPlayTest.player(server);
        RtmpClient three = RtmpPlayTest.player(server)) {
      FakeSubscription ring = RtmpPlayTest.ring(server);
      Frames.gop(Frames.VIDEO, 0, 40, 3).forEach(ring::offer);
      for (RtmpClient client : List.of(one, two, three)) {
        assertThat(RtmpPlayTest.media(client, 4))
            .containsExactly("V0 start", "V0 key", "V40", "V80");
      }
      assertThat(RtmpPlayTest.rings(server, PATH)).hasSize(1);
      assertThat(server.context.streams().subscribeRequests())
          .hasSize(3)
          .extracting(SubscribeRequest::start)
          .containsOnly(SubscribeRequest.Start.NO_FRAMES);
    }
  }

  @Test
  void thePlayerThatOpenedTheRingMayLeaveAndTheLastOneClosesIt() throws IOException {
    try (LiveServer server = LiveServer.start();
        RtmpClient one = RtmpPlayTest.player(server);
        RtmpClient two = RtmpPlayTest.player(server)) {
      FakeSubscription ring = RtmpPlayTest.ring(server);
      Frames.gop(Frames.VIDEO, 0, 40, 3).forEach(ring::offer);
      RtmpPlayTest.media(two, 4);
      FakeSubscription first = right(server, 0);
      one.close();
      await().untilAsserted(() -> assertThat(first.closed()).isTrue());
      ring.offer(Frames.delta(Frames.VIDEO, 120));
      assertThat(RtmpPlayTest.media(two, 1)).containsExactly("V120");
      assertThat(ring.closed()).isFalse();
      two.close();
      await().untilAsserted(() -> assertThat(ring.closed()).isTrue());
      assertThat(right(server, 1).closed()).isTrue();
    }
  }

  @Test
  void theEndReachesEveryPlayerBehindTheLastFrameAndGivesTheirRightsBack() throws IOException {
    try (LiveServer server = LiveServer.start();
        RtmpClient one = RtmpPlayTest.player(server);
        RtmpClient two = RtmpPlayTest.player(server)) {
      FakeSubscription ring = RtmpPlayTest.ring(server);
      ring.offer(Frames.key(Frames.VIDEO, 0));
      ring.end(EndReason.FINISHED);
      for (RtmpClient client : List.of(one, two)) {
        assertThat(RtmpPlayTest.media(client, 2)).containsExactly("V0 start", "V0 key");
        assertThat(client.status()).isEqualTo("NetStream.Play.UnpublishNotify");
      }
      assertThat(ring.closed()).isTrue();
      await()
          .untilAsserted(
              () ->
                  assertThat(server.context.streams().subscriptions(PATH))
                      .extracting(FakeSubscription::closed)
                      .containsExactly(true, true));
    }
  }

  @Test
  void aPublicationThatTookTheNameOverGetsARingOfItsOwn() throws IOException {
    try (LiveServer server = LiveServer.start();
        RtmpClient before = RtmpPlayTest.player(server)) {
      FakeSubscription former = RtmpPlayTest.ring(server);
      former.offer(Frames.key(Frames.VIDEO, 0));
      RtmpPlayTest.media(before, 2);
      former.end(EndReason.TAKEN_OVER);
      try (RtmpClient after = RtmpPlayTest.player(server)) {
        await().until(() -> RtmpPlayTest.rings(server, PATH).size() == 2);
        RtmpPlayTest.ring(server).offer(Frames.key(Frames.VIDEO, 500));
        assertThat(RtmpPlayTest.media(after, 2)).containsExactly("V500 start", "V500 key");
        assertThat(before.status()).isEqualTo("NetStream.Play.UnpublishNotify");
      }
    }
  }

  @Test
  void everyEventLoopHasARingAndEveryPlayerEveryFrame() throws IOException {
    try (LiveServer server = new LiveServer(Map.of("threads", "3"))) {
      List<RtmpClient> clients = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        clients.add(RtmpPlayTest.player(server));
      }
      await().until(() -> RtmpPlayTest.rings(server, PATH).size() == 3);
      List<FakeSubscription> rings = RtmpPlayTest.rings(server, PATH);
      for (MediaFrame frame : Frames.gop(Frames.VIDEO, 0, 40, 50)) {
        rings.forEach(ring -> ring.offer(frame));
      }
      for (RtmpClient client : clients) {
        List<String> got = RtmpPlayTest.media(client, 51);
        assertThat(got).startsWith("V0 start", "V0 key", "V40").endsWith("V1960");
        client.close();
      }
      await().untilAsserted(() -> assertThat(rings).allMatch(FakeSubscription::closed));
    }
  }

  private static FakeSubscription right(LiveServer server, int index) {
    return server.context.streams().subscriptions(PATH).get(index);
  }
}
