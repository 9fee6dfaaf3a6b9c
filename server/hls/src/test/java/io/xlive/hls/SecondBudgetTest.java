package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecondBudgetTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void eachIsThereAgainASecondAfterItWasTaken() {
    SecondBudget budget = new SecondBudget(2);
    assertThat(budget.take(0)).as("at the very beginning").isTrue();
    assertThat(budget.take(SECOND / 2)).isTrue();
    assertThat(budget.take(SECOND - 1)).as("not yet a second").isFalse();
    assertThat(budget.take(SECOND)).isTrue();
    assertThat(budget.take(SECOND)).as("the other one was taken later").isFalse();
    assertThat(budget.take(SECOND + SECOND / 2)).isTrue();
  }

  @Test
  void whatIsRefusedTakesNothing() {
    SecondBudget budget = new SecondBudget(1);
    assertThat(budget.take(5 * SECOND)).isTrue();
    for (int i = 1; i < 10; i++) {
      assertThat(budget.take(5 * SECOND + i * SECOND / 10)).isFalse();
    }
    assertThat(budget.take(6 * SECOND)).isTrue();
  }

  @Test
  void aPauseSavesNothingUp() {
    SecondBudget budget = new SecondBudget(1);
    assertThat(budget.take(0)).isTrue();
    assertThat(budget.take(100 * SECOND)).isTrue();
    assertThat(budget.take(100 * SECOND)).isFalse();
  }
}
