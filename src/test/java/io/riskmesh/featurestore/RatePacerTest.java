package io.riskmesh.featurestore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RatePacerTest {
  /** Turns are times to wait for, so nothing is measured here. */
  @Test
  void turnsAreAtLeastAGapApart() {
    RatePacer pacer = new RatePacer(100);
    long before = pacer.turn();
    for (int i = 0; i < 1_000; i++) {
      long turn = pacer.turn();
      assertThat(turn - before).isGreaterThanOrEqualTo(10_000_000);
      before = turn;
    }
  }
}
