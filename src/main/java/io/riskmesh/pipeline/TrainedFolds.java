package io.riskmesh.pipeline;

import io.riskmesh.config.SplitPart;
import io.riskmesh.features.FeatureSummary;
import io.riskmesh.train.TrainSummary;
import java.util.List;
import java.util.Map;

/**
 * The models of the folds.
 *
 * @param folds one entry per fold, in order
 */
record TrainedFolds(List<TrainedFold> folds) {

  /**
   * The model of one fold.
   *
   * @param attempt the attempt that trained it, in whose work folder its files are
   * @param booster SHA-256 of the booster
   * @param features the features that were fitted on its train rows
   * @param training how it was trained
   * @param rows rows of its parts; the fold's own rows are {@code test}
   */
  record TrainedFold(
      String attempt,
      String booster,
      FeatureSummary features,
      TrainSummary training,
      Map<SplitPart, Long> rows) {

    int rounds() {
      return training.bestIteration() + 1;
    }

    long rows(SplitPart part) {
      return rows.get(part);
    }
  }

  TrainedFolds {
    folds = List.copyOf(folds);
  }

  List<Integer> roundsOfFolds() {
    return folds.stream().map(TrainedFold::rounds).toList();
  }

  /**
   * Returns the rounds of the published model: the median of the folds' rounds, that of two in the
   * middle rounded up. It is not scaled by the number of rows: more rows allow more rounds by an
   * amount that nobody knows, and too few cost less than too many.
   */
  int rounds() {
    int[] rounds = folds.stream().mapToInt(TrainedFold::rounds).sorted().toArray();
    int middle = rounds.length / 2;
    return rounds.length % 2 == 1 ? rounds[middle] : (rounds[middle - 1] + rounds[middle] + 1) / 2;
  }

  /** Returns the number of rows of a part, over all folds. */
  long rows(SplitPart part) {
    return folds.stream().mapToLong(fold -> fold.rows(part)).sum();
  }
}
