package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.Peer;
import io.xlive.spi.event.StreamEvent;
import io.xlive.spi.media.StreamPath;
import io.xlive.testkit.FakeClock;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewerTableTest {
  private static final long TARGET = 2_000;

  private final FakeClock clock = new FakeClock();
  private final List<StreamEvent> events = new ArrayList<>();
  private Viewers viewers = viewers(new ViewerConfig(true, 100, 50, 20));
  private ViewerTable table = table("cam1");

  private Viewers viewers(ViewerConfig config) {
    return new Viewers(config, clock, events::add, new Random(7));
  }

  private ViewerTable table(String name) {
    return new ViewerTable(new StreamPath("live", name), viewers);
  }

  private String id() {
    return table.named("", ViewerId.Protocol.HLS);
  }

  private static Peer peer(String address, String client) {
    return new Peer("hls", new InetSocketAddress(address, 4000), client, false, "1");
  }

  private boolean asks(String query, String address) {
    return table.enter(query, () -> peer(address, "a player"), Optional.empty()).isPresent();
  }

  private int count() {
    return table.viewers().values().stream().mapToInt(Integer::intValue).sum();
  }

  @Test
  void whoBringsAnIdIsAViewerAndBringingItAgainIsNoOther() {
    String first = id();
    assertThat(count()).as("who only opened the playlist").isZero();
    assertThat(asks(first, "192.0.2.1")).isTrue();
    assertThat(asks("token=x&" + first + "&_HLS_msn=4", "192.0.2.1")).isTrue();
    assertThat(asks(table.named("", ViewerId.Protocol.DASH), "192.0.2.1")).isTrue();
    assertThat(table.viewers()).isEqualTo(Map.of("hls", 1, "dash", 1));
    assertThat(table.unknown()).isZero();
    assertThat(table.known(first)).isPresent();
    assertThat(table.known(id())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "xviewer",
        "xviewer=",
        "xviewer=hAAAAAAAAAAAAAA",
        "xviewer=hAAAAAAAAAAAAAAAA",
        "xviewer=xAAAAAAAAAAAAAAA",
        "xviewer=hAAAAAAA.AAAAAAA",
        "xviewer=hAAAAAA%41AAAAAA",
        "yxviewer=hAAAAAAAAAAAAAAA",
        "XVIEWER=hAAAAAAAAAAAAAAA"
      })
  void whatIsNoIdCountsAsUnknown(String query) {
    assertThat(asks(query, "192.0.2.1")).isFalse();
    assertThat(count()).isZero();
    assertThat(table.unknown()).isEqualTo(1);
    assertThat(table.named(query, ViewerId.Protocol.HLS)).startsWith(query).contains("xviewer=h");
  }

  @Test
  void anIdIsKeptWhenThePlaylistIsFetchedAgain() {
    String id = "a=b&" + id();
    assertThat(table.named(id, ViewerId.Protocol.HLS)).isEqualTo(id);
    assertThat(asks("xviewer=short&" + id, "192.0.2.1")).as("behind one that is none").isTrue();
  }

  @Test
  void threeTargetDurationsOfSilenceAreTheEnd() {
    String id = id();
    asks(id, "192.0.2.1");
    clock.advanceMillis(3 * TARGET);
    table.sweep(TARGET);
    assertThat(count()).isEqualTo(1);
    table.known(id);
    clock.advanceMillis(3 * TARGET);
    table.sweep(TARGET);
    assertThat(count()).as("heard of meanwhile").isEqualTo(1);
    clock.advanceMillis(1);
    table.sweep(TARGET);
    assertThat(count()).isZero();
    assertThat(table.known(id)).isEmpty();
    assertThat(viewers.size()).isZero();
    assertThat(asks(id, "192.0.2.1")).as("who comes back").isTrue();
    assertThat(events.stream().map(event -> event.getClass().getSimpleName()))
        .containsExactly("PlayStarted", "PlayStopped", "PlayStarted");
  }

  @Test
  void whoLeavesIsToldOfWithTimeAndBytes() {
    String id = id();
    Viewer viewer = table.enter(id, () -> peer("192.0.2.1", "x"), Optional.empty()).orElseThrow();
    table.answered(viewer, 1_000);
    clock.advanceMillis(5_000);
    table.known(id);
    table.answered(viewer, 234);
    clock.advanceMillis(3 * TARGET + 1);
    table.sweep(TARGET);
    assertThat(events.getLast())
        .isEqualTo(
            new StreamEvent.PlayStopped(
                new StreamPath("live", "cam1"),
                clock.instant(),
                new Peer("hls", new InetSocketAddress("192.0.2.1", 4000), "x", false, "1"),
                Duration.ofSeconds(5),
                1_234));
  }

  @Test
  void anAnswerThatTakesLongIsNoSilence() {
    String id = id();
    Viewer viewer = table.enter(id, () -> peer("192.0.2.1", "x"), Optional.empty()).orElseThrow();
    clock.advanceMillis(3 * TARGET);
    table.answered(viewer, 1000);
    clock.advanceMillis(3 * TARGET);
    table.sweep(TARGET);
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void whoComesAgainFromTheSamePlaceTakesTheOldPlace() {
    asks(id(), "192.0.2.1");
    asks(id(), "192.0.2.1");
    String reloads = id();
    asks(reloads, "192.0.2.1");
    clock.advanceMillis(1_000);
    asks(id(), "192.0.2.1");
    clock.advanceMillis(TARGET / 2 * 3 - 1_000);
    table.sweep(TARGET);
    assertThat(count()).as("not silent for long enough").isEqualTo(4);
    clock.advanceMillis(1);
    table.sweep(TARGET);
    assertThat(count()).as("one came, so one of three went").isEqualTo(3);
    table.sweep(TARGET);
    assertThat(count()).isEqualTo(3);
  }

  @Test
  void whoComesFromElsewhereOrWithAnotherClientTakesNobodysPlace() {
    asks(id(), "192.0.2.1");
    clock.advanceMillis(1);
    asks(id(), "192.0.2.2");
    table.enter(id(), () -> peer("192.0.2.1", "another player"), Optional.empty());
    table.enter(
        table.named("", ViewerId.Protocol.DASH),
        () -> peer("192.0.2.1", "a player"),
        Optional.empty());
    clock.advanceMillis(2 * TARGET);
    table.known("none");
    table.sweep(TARGET);
    assertThat(count()).isEqualTo(4);
  }

  @Test
  void beyondTheBoundsTheyAreServedAndUnknown() {
    IntStream.range(0, 21).forEach(i -> asks(id(), "192.0.2.1"));
    assertThat(count()).as("of one address").isEqualTo(20);
    assertThat(table.unknown()).isEqualTo(1);
    IntStream.range(0, 25).forEach(i -> asks(id(), "2001:db8:1:2::" + i));
    assertThat(count()).as("of one network").isEqualTo(40);
    IntStream.range(0, 15).forEach(i -> asks(id(), "198.51.100." + i));
    assertThat(count()).as("of one stream").isEqualTo(50);
    assertThat(table.unknown()).isEqualTo(1 + 5 + 5);
    ViewerTable full = table;
    table = table("cam2");
    IntStream.range(0, 60).forEach(i -> asks(id(), "203.0.113." + i));
    table = table("cam3");
    IntStream.range(0, 60).forEach(i -> asks(id(), "203.0.114." + i));
    assertThat(viewers.size()).as("in all").isEqualTo(100);
    assertThat(count()).isZero();
    full.clear();
    assertThat(viewers.size()).isEqualTo(50);
    assertThat(asks(id(), "192.0.2.1")).as("room again").isTrue();
  }

  @Test
  void nobodyIsLostWhileTheTableGrowsAndShrinks() {
    viewers = viewers(new ViewerConfig(true, 10_000, 10_000, 10_000));
    table = table("cam1");
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      ids.add(id());
      asks(ids.get(i), "192.0.2.1");
    }
    assertThat(count()).isEqualTo(5_000);
    clock.advanceMillis(3 * TARGET);
    IntStream.range(0, 2_500).forEach(i -> assertThat(table.known(ids.get(2 * i))).isPresent());
    clock.advanceMillis(1);
    table.sweep(TARGET);
    assertThat(count()).isEqualTo(2_500);
    IntStream.range(0, 5_000)
        .forEach(i -> assertThat(table.known(ids.get(i)).isPresent()).isEqualTo(i % 2 == 0));
    assertThat(viewers.size()).isEqualTo(2_500);
  }

  private static Cmcd told(String session, boolean starved, int buffer) {
    return Cmcd.read(
            "bl=" + buffer + (starved ? ",bs" : "") + ",mtp=4000,sf=d,sid=\"" + session + "\"")
        .orElseThrow();
  }

  private Optional<Viewer> tells(String query, Cmcd told) {
    Optional<Viewer> viewer =
        table.enter(query, () -> peer("192.0.2.1", "a player"), Optional.of(told));
    table.report(told, viewer);
    return viewer;
  }

  @Test
  void theSessionOfAPlayerIsItsNameWhereItHasNoOther() {
    tells("", told("a", false, 1));
    tells("", told("a", false, 1));
    tells("", told("b", false, 1));
    assertThat(table.viewers()).isEqualTo(Map.of("dash", 2));
    tells(id(), told("b", false, 1));
    assertThat(table.viewers()).isEqualTo(Map.of("dash", 2, "hls", 1));
    assertThat(table.unknown()).isZero();
  }

  @Test
  void theSessionOfAPlayerCountsAlsoWhereIdsAreSwitchedOff() {
    viewers = viewers(new ViewerConfig(false, 100, 100, 100));
    table = table("cam1");
    tells("xviewer=hAAAAAAAAAAAAAAA", told("a", false, 1));
    tells("xviewer=hBBBBBBBBBBBBBBB", told("a", false, 1));
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void stallsAreCountedOnceAndBuffersAveraged() {
    String id = id();
    assertThat(table.players())
        .isEqualTo(new HlsStats.Players(0, 0, 0, Optional.empty(), Optional.empty()));
    tells(id, told("a", true, 1_000));
    clock.advanceMillis(1_000);
    tells(id, told("a", true, 2_000));
    assertThat(table.players().rebuffers()).as("sound told of the same one").isEqualTo(1);
    clock.advanceMillis(1_001);
    tells(id, told("a", true, 500));
    tells("", told("b", true, 1_500));
    table.report(told("c", true, 9_000), Optional.empty());
    table.reportIgnored();
    assertThat(table.players())
        .isEqualTo(new HlsStats.Players(5, 1, 4, Optional.of(1_000L), Optional.of(4_000L)));
  }

  @Test
  void switchedOffNoIdIsReadAndNobodyCounted() {
    viewers = viewers(new ViewerConfig(false, 100, 100, 100));
    table = table("cam1");
    assertThat(asks("xviewer=hAAAAAAAAAAAAAAA", "192.0.2.1")).isFalse();
    assertThat(table.known("xviewer=hAAAAAAAAAAAAAAA")).isEmpty();
    assertThat(table.sessions()).isFalse();
  }
}
