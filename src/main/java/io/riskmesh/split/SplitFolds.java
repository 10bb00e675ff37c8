package io.riskmesh.split;

import java.util.List;

/**
 * The folds of a run without validation and test part. The rows of each fold are predicted by a
 * model that was fitted on rows of the others; the published model is fitted on all of them.
 *
 * @param count number of folds
 * @param validation share of the rows of the other folds that are validation rows of a fold, such
 *     as {@code 20/80}
 * @param folds what each fold consists of
 */
public record SplitFolds(int count, String validation, List<FoldRows> folds) {

  /**
   * The rows of a fold and of the model that predicts them.
   *
   * @param rows rows that are predicted
   * @param positives rows among them with the positive label
   * @param train rows on which the model is fitted
   * @param validation rows by which its rounds are chosen
   */
  public record FoldRows(long rows, long positives, long train, long validation) {}

  /** Copies the list. */
  public SplitFolds {
    folds = List.copyOf(folds);
  }

  /** Returns whether other folds divide rows in the same way. */
  boolean isSameRule(SplitFolds other) {
    return other != null && count == other.count && validation.equals(other.validation);
  }

  /** Returns how metrics were measured: {@code out of fold, 5 folds}. */
  public String inWords() {
    return inWords(count);
  }

  /** Returns how metrics of a number of folds were measured. */
  public static String inWords(int count) {
    return "out of fold, %d folds".formatted(count);
  }
}
