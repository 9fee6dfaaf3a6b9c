package io.xlive.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HangUpTest {
  private final HangUp hangUp = new HangUp();
  private final AtomicInteger reloads = new AtomicInteger();

  @Test
  void eachSignalReloadsARunningServer() {
    hangUp.ready(reloads::incrementAndGet);
    assertThat(reloads).hasValue(0);
    hangUp.received();
    hangUp.received();
    assertThat(reloads).hasValue(2);
  }

  @Test
  void signalsDuringTheStartReloadOnceItIsDone() {
    hangUp.received();
    hangUp.received();
    hangUp.ready(reloads::incrementAndGet);
    assertThat(reloads).hasValue(1);
    hangUp.received();
    assertThat(reloads).hasValue(2);
  }
}
