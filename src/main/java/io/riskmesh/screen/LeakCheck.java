package io.riskmesh.screen;

import io.riskmesh.config.ScreeningConfig;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Suspects features that seem to know the label, such as a status that is written after the
 * default.
 */
final class LeakCheck {
  /** Probability below which no group of rows is all of the rarer class by chance. */
  private static final double BELIEVABLE = 1e-9;

  private static final int LEAST_ROWS = 10;
  private static final int LEAST_OF_CLASS = 3;

  private final ScreeningConfig config;
  private final LabelledRows all;
  private final List<String> suspects = new ArrayList<>();

  LeakCheck(ScreeningConfig config, LabelledRows all) {
    this.config = config;
    this.all = all;
  }

  /**
   * Suspects a feature, unless the job names it as known.
   *
   * @param missing train rows without a value
   */
  void check(ScreenedFeature figures, List<LabelledRows> cells, LabelledRows missing) {
    if (!config.known().contains(figures.name())) {
      List<String> reasons = reasons(figures, cells, missing);
      if (!reasons.isEmpty()) {
        suspects.add("%s (%s)".formatted(figures.name(), String.join("; ", reasons)));
      }
    }
  }

  private List<String> reasons(
      ScreenedFeature figures, List<LabelledRows> cells, LabelledRows missing) {
    List<LabelledRows> used = cells.stream().filter(cell -> cell.rows() > 0).toList();
    List<String> reasons = new ArrayList<>();
    if (isCopy(figures, used, missing)) {
      reasons.add("it tells the label of every train row");
    } else {
      if (figures.auc() > config.leak().auc()) {
        reasons.add(line("its AUC alone is %.3f, above %s", figures.auc(), config.leak().auc()));
      }
      if (figures.informationValue() > config.leak().informationValue()
          && figures.informationValue() > figures.noise()) {
        reasons.add(
            line(
                "its information value is %.2f, above %s",
                figures.informationValue(), config.leak().informationValue()));
      }
      missingPattern(missing).ifPresent(reasons::add);
      if (reasons.isEmpty()) {
        used.stream()
            .filter(this::isUnbelievable)
            .findFirst()
            .ifPresent(
                cell ->
                    reasons.add(
                        line(
                            "one of its values has %,d train rows, all of one class",
                            cell.rows())));
      }
    }
    return reasons;
  }

  private boolean isCopy(ScreenedFeature figures, List<LabelledRows> used, LabelledRows missing) {
    boolean isSeparated = figures.auc() == 1 && missing.rows() == 0;
    return Math.min(all.defaults(), all.goods()) >= LEAST_OF_CLASS
        && used.size() > 1
        && (isSeparated || used.stream().allMatch(LabelledRows::isPure));
  }

  private Optional<String> missingPattern(LabelledRows missing) {
    LabelledRows present = all.without(missing);
    if (missing.rows() == 0 || present.rows() == 0) {
      return Optional.empty();
    }
    double auc = CellEvidence.of(List.of(missing, present)).auc();
    if (auc > config.leak().auc() || isUnbelievable(missing)) {
      return Optional.of("missing values alone tell the label");
    }
    return isUnbelievable(present)
        ? Optional.of("that there is a value tells the label")
        : Optional.empty();
  }

  /** Returns whether the rows are all of the rarer class, and too many for chance. */
  private boolean isUnbelievable(LabelledRows group) {
    boolean defaultsAreRarer = all.defaults() <= all.goods();
    long rarer = defaultsAreRarer ? group.defaults() : group.goods();
    double rate = (double) Math.min(all.defaults(), all.goods()) / all.rows();
    return group.rows() >= LEAST_ROWS
        && rarer == group.rows()
        && group.rows() * Math.log(rate) < Math.log(BELIEVABLE);
  }

  /**
   * Ends the run if a feature is suspected.
   *
   * @throws RunException {@code DATA_QUALITY} naming every such feature
   */
  void requireNone() {
    if (!suspects.isEmpty()) {
      throw new RunException(
          Outcome.DATA_QUALITY,
          "%s to know the label: %s. Remove what is not known at the time of the decision, or name it in screening.known."
              .formatted(
                  suspects.size() == 1 ? "a feature seems" : suspects.size() + " features seem",
                  String.join(", ", suspects)));
    }
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
