package io.xlive.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.ingest.Publication;
import io.xlive.spi.output.Subscription;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChurnTest {
  private static final int CYCLES = 10_000;

  @Test
  void tenThousandNamesLeaveNothingBehind() {
    List<WeakReference<Object>> held = new ArrayList<>();
    try (HubFixture fixture = new HubFixture()) {
      for (int i = 0; i < CYCLES; i++) {
        cycle(fixture, "churn/s" + i, held);
        fixture.events.clear();
      }
      assertThat(fixture.hub.size()).isZero();
      assertThat(fixture.hub.heldBytes()).isZero();
      assertThat(held).hasSize(2 * CYCLES);
      await("publications and readers are garbage")
          .until(
              () -> {
                System.gc();
                return held.stream().allMatch(reference -> reference.get() == null);
              });
    }
  }

  private static void cycle(HubFixture fixture, String name, List<WeakReference<Object>> held) {
    Publication publication = fixture.publish(name);
    Subscription reader = fixture.subscribe(name);
    publication.write(Frames.key(0));
    publication.write(Frames.delta(40));
    assertThat(fixture.hub.heldBytes()).isPositive();
    publication.end(EndReason.FINISHED);
    reader.close();
    held.add(new WeakReference<>(publication));
    held.add(new WeakReference<>(reader));
  }
}
