package io.riskmesh.scoring;

import io.riskmesh.config.QualityConfig.Implied;
import io.riskmesh.features.InputTally;
import io.riskmesh.model.ModelInfo;
import io.riskmesh.model.SourceInput;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Compares the shares of missing and unknown values in the rows to be scored with those of the
 * run's rows: where a feature carries no information, the scores are in effect another model's.
 */
final class InputShares {
  /**
   * Largest difference between a share and the run's that is not reported; 0.05 is five percentage
   * points.
   */
  private static final double TOLD = 0.05;

  /**
   * An input of the features, now and in training.
   *
   * @param missing share of rows without a value
   * @param unknown share of values that no feature knows; null if no feature distinguishes values
   * @param trained the shares among the run's rows; null if they were not recorded
   */
  record InputShare(
      String column,
      SourceInput.ValueReading reading,
      double missing,
      Double unknown,
      ModelInfo.Share trained) {

    /** Returns whether a share differs much from that of the training. */
    boolean hasMoved() {
      return trained != null
          && (Math.abs(missing - trained.missing()) > TOLD
              || (unknown != null
                  && trained.unknown() != null
                  && Math.abs(unknown - trained.unknown()) > TOLD));
    }
  }

  private InputShares() {}

  /** Returns the shares among the rows that were counted, input by input. */
  static List<InputShare> of(ScoredModel model, InputTally tally) {
    List<SourceInput> inputs = model.spec().inputs();
    Set<String> compared = model.spec().domains().keySet();
    return IntStream.range(0, inputs.size())
        .mapToObj(
            i ->
                share(
                    inputs.get(i),
                    compared.contains(inputs.get(i).column()),
                    tally.rows(),
                    tally.missingOf(i),
                    tally.unknownOf(i),
                    trained(model, inputs.get(i))))
        .toList();
  }

  /**
   * Checks the shares.
   *
   * @throws RunException {@code DATA_QUALITY} with a line for every input that carries too little
   *     information
   */
  static void require(List<InputShare> shares, Implied limits) {
    List<String> problems =
        shares.stream().map(share -> problem(share, limits)).flatMap(Optional::stream).toList();
    if (!problems.isEmpty()) {
      throw new RunException(Outcome.DATA_QUALITY, String.join("\n", problems));
    }
  }

  private static InputShare share(
      SourceInput input,
      boolean compared,
      long rows,
      long missing,
      long unknown,
      ModelInfo.Share trained) {
    boolean isKnown = compared && input.reading() == SourceInput.ValueReading.TEXT;
    return new InputShare(
        input.column(),
        input.reading(),
        rows == 0 ? 0 : (double) missing / rows,
        isKnown ? Double.valueOf((double) unknown / Math.max(1, rows - missing)) : null,
        trained);
  }

  private static ModelInfo.Share trained(ScoredModel model, SourceInput input) {
    return model.info().shares().stream()
        .filter(
            share -> share.column().equals(input.column()) && share.reading() == input.reading())
        .findFirst()
        .orElse(null);
  }

  /** Describes the missing and unknown shares next to those of the training. */
  static String told(InputShare share) {
    String unknown =
        share.unknown() == null || share.trained().unknown() == null
            ? ""
            : ", unknown in %.1f%% (%.1f%%)"
                .formatted(100 * share.unknown(), 100 * share.trained().unknown());
    return "column %s is missing in %.1f%% of the rows (%.1f%% in training)%s"
        .formatted(share.column(), 100 * share.missing(), 100 * share.trained().missing(), unknown);
  }

  private static Optional<String> problem(InputShare share, Implied limits) {
    if (share.missing() == 1 || share.missing() > limits.maxMissing()) {
      return Optional.of(
          "column %s has no value in %.1f%% of the rows%s: a feature of the run would be meaningless. Correct the table, or raise quality.implied.maxMissing."
              .formatted(
                  share.column(), 100 * share.missing(), trained(share, "missing in %.1f%%")));
    }
    boolean isUnknown = share.unknown() != null && share.unknown() > limits.maxUnknown();
    return isUnknown
        ? Optional.of(
            "column %s has values unknown to the run in %.1f%% of the rows with a value: align them with the run's, or raise quality.implied.maxUnknown"
                .formatted(share.column(), 100 * share.unknown()))
        : Optional.empty();
  }

  private static String trained(InputShare share, String words) {
    return share.trained() == null
        ? ""
        : " (" + words.formatted(100 * share.trained().missing()) + " during training)";
  }
}
