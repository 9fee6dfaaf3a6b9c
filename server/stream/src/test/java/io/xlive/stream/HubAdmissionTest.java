package io.xlive.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.auth.Permission;
import io.xlive.spi.event.StreamEvent;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.ingest.Publication;
import io.xlive.spi.ratelimit.RateLimitVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class HubAdmissionTest {
  @Test
  void whoMayNotLeavesNoStateAndIsReported() {
    try (HubFixture fixture = new HubFixture()) {
      fixture.gate =
          (permission, path, peer, credential) -> {
            throw new XliveException(SpiError.FORBIDDEN, "no grant");
          };
      refused(SpiError.FORBIDDEN, () -> fixture.publish("live/a"));
      refused(SpiError.FORBIDDEN, () -> fixture.subscribe("live/a"));
      assertThat(fixture.hub.size()).isZero();
      assertThat(fixture.events)
          .allSatisfy(
              e ->
                  assertThat(e)
                      .isInstanceOfSatisfying(
                          StreamEvent.Refused.class,
                          r -> assertThat(r.code()).isEqualTo("forbidden")));
    }
  }

  @Test
  void aGateThatBreaksDenies() {
    try (HubFixture fixture = new HubFixture()) {
      fixture.gate =
          (permission, path, peer, credential) -> {
            throw new IllegalStateException("broken");
          };
      refused(SpiError.PLUGIN_FAILED, () -> fixture.publish("live/a"));
      assertThat(fixture.hub.size()).isZero();
    }
  }

  @Test
  void aRateLimitSaysWhenToComeBack() {
    try (HubFixture fixture = new HubFixture()) {
      fixture.verdict = new RateLimitVerdict.Refused("sliding-window: key", Duration.ofSeconds(7));
      assertThatThrownBy(() -> fixture.publish("live/a"))
          .isInstanceOfSatisfying(
              XliveException.class,
              e -> {
                assertThat(e.code()).isEqualTo(SpiError.RATE_LIMITED);
                assertThat(e.retryAfter()).contains(Duration.ofSeconds(7));
                assertThat(e).hasMessageContaining("sliding-window: key");
              });
      assertThat(fixture.hub.size()).isZero();
    }
  }

  @Test
  void asManyStreamsAsTheLimitAndNotOneMore() {
    try (HubFixture fixture = new HubFixture("max-streams", "3")) {
      fixture.publish("live/a");
      fixture.publish("live/b");
      Publication third = fixture.publish("live/c");
      refused(SpiError.LIMIT_REACHED, () -> fixture.publish("live/d"));
      refused(SpiError.STREAM_BUSY, () -> fixture.publish("live/a"));
      third.end(EndReason.FINISHED);
      fixture.publish("live/d");
      refused(SpiError.LIMIT_REACHED, () -> fixture.publish("live/e"));
    }
  }

  @Test
  void asManyReadersAsTheLimitAndNotOneMore() {
    try (HubFixture fixture = new HubFixture("max-readers", "2")) {
      fixture.publish("live/a");
      fixture.subscribe("live/a").close();
      fixture.subscribe("live/a");
      fixture.subscribe("live/a");
      refused(SpiError.LIMIT_REACHED, () -> fixture.subscribe("live/a"));
    }
  }

  @Test
  void newStreamsAreRefusedAtNineTenthsOfTheMemory() {
    try (HubFixture fixture = new HubFixture("memory", "1MiB")) {
      long most = (1L << 20) / 100 * 90;
      Publication old = fixture.publish("live/a");
      fixture.otherMedia.set(most - 1);
      fixture.publish("live/b").end(EndReason.FINISHED);
      fixture.otherMedia.set(most);
      refused(SpiError.LIMIT_REACHED, () -> fixture.publish("live/b"));
      assertThat(old.open()).as("what runs, runs on").isTrue();
      fixture.otherMedia.set(most - 100);
      old.write(Frames.key(0));
      refused(SpiError.LIMIT_REACHED, () -> fixture.publish("live/b"));
      fixture.releasable.set(1 << 20);
      fixture.publish("live/b");
      assertThat(old.open()).as("what ended long ago makes room, and nothing else").isTrue();
    }
  }

  @Test
  void theSameCallerMayTakeOver() {
    try (HubFixture fixture = new HubFixture("on-conflict", "takeover")) {
      fixture.gate = named("ann", false);
      Publication first = fixture.publish("live/a", "192.0.2.1");
      Publication second = fixture.publish("live/a", "192.0.2.2");
      assertThat(first.ended().toCompletableFuture()).isCompletedWithValue(EndReason.TAKEN_OVER);
      assertThat(second.open()).isTrue();
      assertThat(fixture.hub.size()).isEqualTo(1);
    }
  }

  @Test
  void anotherCallerTakesOverOnlyWithTheRightToManage() {
    try (HubFixture fixture = new HubFixture("on-conflict", "takeover")) {
      fixture.gate = named("ann", false);
      Publication first = fixture.publish("live/a");
      fixture.gate = named("bob", false);
      refused(SpiError.STREAM_BUSY, () -> fixture.publish("live/a"));
      assertThat(first.open()).isTrue();
      fixture.gate = named("root", true);
      assertThat(fixture.publish("live/a").open()).isTrue();
      assertThat(first.open()).isFalse();
    }
  }

  @Test
  void withoutNamesTheAddressTellsWhoIsTheSame() {
    try (HubFixture fixture = new HubFixture("on-conflict", "takeover")) {
      fixture.gate = named(Gate.ANONYMOUS, false);
      fixture.publish("live/a", "192.0.2.1");
      refused(SpiError.STREAM_BUSY, () -> fixture.publish("live/a", "192.0.2.2"));
      assertThat(fixture.publish("live/a", "192.0.2.1").open()).isTrue();
    }
  }

  @Test
  void ofManyWhoWantANameAtOnceOneGetsIt() {
    try (HubFixture fixture = new HubFixture()) {
      List<CompletableFuture<Publication>> all = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        all.add(CompletableFuture.supplyAsync(() -> fixture.publish("live/a")));
      }
      long winners =
          all.stream()
              .filter(f -> f.handle((publication, failure) -> failure == null).join())
              .count();
      assertThat(winners).isEqualTo(1);
      assertThat(fixture.hub.size()).isEqualTo(1);
    }
  }

  private static Gate named(String name, boolean manages) {
    return (permission, path, peer, credential) -> {
      if (permission == Permission.MANAGE && !manages) {
        throw new XliveException(SpiError.FORBIDDEN, "no grant");
      }
      return name;
    };
  }

  private static void refused(SpiError code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(XliveException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
