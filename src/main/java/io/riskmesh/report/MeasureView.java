package io.riskmesh.report;

import io.riskmesh.evaluate.Evaluation;

/**
 * What the report calls the rows on which the model was measured.
 *
 * @param on follows a metric: "AUC on test"
 * @param title heading of a column
 * @param set the rows
 * @param opening the rows, at the beginning of a sentence
 * @param explained the rows by which the model is explained
 * @param rows their rows, after an article
 * @param side a word for them in a list of parts
 * @param than what train may be ahead of
 * @param small warning of few rows
 * @param lead how the metrics were measured
 * @param threshold how the threshold was chosen and judged
 * @param cutoffs how the threshold relates to a table of others
 */
record MeasureView(
    String on,
    String title,
    String set,
    String opening,
    String explained,
    String rows,
    String side,
    String than,
    String small,
    String lead,
    String threshold,
    String cutoffs) {
  /** The rows of the test part. */
  static final MeasureView TEST =
      new MeasureView(
          "on test",
          "Test",
          "the test set",
          "The test set",
          "this test set",
          "test rows",
          "test",
          "of test",
          "Small test set",
          "Measured on the test set, which neither training nor the choice of rounds or threshold has seen.",
          "The threshold is the one that costs least on validation; here it is applied to the test set.",
          "On the test set. The lowest cost is bold; the chosen threshold was the cheapest on validation, so the two may differ.");

  static MeasureView of(Evaluation evaluation) {
    return evaluation.folds() == null ? TEST : folds(evaluation.measuredOn());
  }

  /** Returns the words for rows that were predicted in folds. */
  private static MeasureView folds(String measured) {
    return new MeasureView(
        "out of fold",
        "Out of fold",
        "all borrowers, out of fold",
        "All borrowers, scored out of fold,",
        "these borrowers",
        "rows",
        "out of fold",
        "of what it is out of fold",
        "Few defaults",
        "Measured on all borrowers, "
            + measured
            + ": each was scored by a model for which neither training nor the choice of rounds or threshold has seen this borrower. The published model was trained on all of them. Standard errors are widened, because the models of the folds share most of their borrowers.",
        "The published threshold is the one that costs least on all borrowers, out of fold. The decisions that are counted here are those at each fold's own threshold, the one that costs least on the fold's validation rows.",
        "On all borrowers, out of fold. The lowest cost is bold; the published threshold is the cheapest on the same rows.");
  }
}
