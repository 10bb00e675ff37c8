package io.riskmesh.evaluate;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;

/** A published model that scores test rows of a new one. */
public final class ReferenceScorer {
  private final RowInput input;
  private final byte[] booster;
  private final Long after;

  private ReferenceScorer(RowInput input, byte[] booster, Long after) {
    this.input = input;
    this.booster = booster;
    this.after = after;
  }

  /**
   * Loads the model once to check it.
   *
   * @param input its inputs, from columns of the test rows
   * @param booster UBJ
   * @param after it scores rows with an event time after this one, in microseconds since 1970; null
   *     for all rows
   * @throws RunException {@code FAILED} if the booster cannot be loaded or has other inputs
   */
  public static ReferenceScorer load(RowInput input, byte[] booster, Long after) {
    ModelScorer model = ModelScorer.load(booster, 1);
    if (model.features() != input.width()) {
      throw new RunException(
          Outcome.FAILED,
          "its booster has %d inputs, but its features are %d"
              .formatted(model.features(), input.width()));
    }
    return new ReferenceScorer(input, booster, after);
  }

  RowInput input() {
    return input;
  }

  byte[] booster() {
    return booster;
  }

  /** Returns the event time after which rows count, in microseconds; the least long for all. */
  long after() {
    return after == null ? Long.MIN_VALUE : after;
  }
}
