package io.riskmesh.drift;

import io.riskmesh.drift.DriftLevel.ExpectedLevel;
import io.riskmesh.drift.DriftLevel.ObservedLevel;
import io.riskmesh.evaluate.ExpectedQuality;
import io.riskmesh.evaluate.GradeTable.RiskGrade;
import io.riskmesh.html.EnglishNumbers;

/** Sentences on the level of the calibrated probability. */
public final class LevelWords {
  private LevelWords() {}

  /** Describes what was observed on rows with a label. */
  public static String observed(ObservedLevel level) {
    return "Of %s with a label, %s defaulted (%s); the calibrated probability said %s. On the run's test rows it was %s (%s), and the probability said %s."
        .formatted(
            EnglishNumbers.count(level.now().rows(), "row"),
            EnglishNumbers.percent(level.now().rate()),
            interval(level.now()),
            EnglishNumbers.percent(level.now().pd()),
            EnglishNumbers.percent(level.then().rate()),
            interval(level.then()),
            EnglishNumbers.percent(level.then().pd()));
  }

  /** Describes what is expected of rows without a label, and on which assumption. */
  public static String expected(ExpectedLevel level) {
    return "If the calibrated probabilities still hold for the %s without a label, %s of them will default (%s to %s), and their AUC will be %s. For the run's test rows the same estimate is %s and %s%s. It sees whether other borrowers apply, not whether borrowers behave otherwise: only labels tell that."
        .formatted(
            EnglishNumbers.count(level.now().rows(), "row"),
            EnglishNumbers.percent(level.now().defaultRate()),
            EnglishNumbers.percent(level.now().low()),
            EnglishNumbers.percent(level.now().high()),
            auc(level.now()),
            EnglishNumbers.percent(level.then().defaultRate()),
            auc(level.then()),
            measured(level));
  }

  private static String auc(ExpectedQuality quality) {
    if (quality.auc() == null) {
      return "unknown";
    }
    String value = EnglishNumbers.metric(quality.auc());
    return quality.aucLow() == null
        ? value
        : value + " (%s)".formatted(EnglishNumbers.interval(quality.aucLow(), quality.aucHigh()));
  }

  private static String measured(ExpectedLevel level) {
    return level.measured() == null
        ? ""
        : ", and the measured AUC %s (%s)"
            .formatted(
                EnglishNumbers.metric(level.measured()),
                EnglishNumbers.interval(level.low(), level.high()));
  }

  /** Returns the interval of a default rate. */
  static String interval(RiskGrade grade) {
    return EnglishNumbers.percent(grade.low()) + " to " + EnglishNumbers.percent(grade.high());
  }
}
