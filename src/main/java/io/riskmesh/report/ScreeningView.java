package io.riskmesh.report;

import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.screen.ScreenedFeature;
import io.riskmesh.screen.ScreenedFeature.PartStability;
import io.riskmesh.screen.ScreeningResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The audit of the candidate features: what each tells, and why the model uses it or not. */
record ScreeningView(String sum, String limits, boolean timed, boolean many, List<Candidate> rows) {
  /** Number of candidates above which the table is collapsed. */
  private static final int MANY = 40;

  record Candidate(
      String name,
      String informationValue,
      String auc,
      String missing,
      String validation,
      String vintage,
      String correlation,
      String decision) {}

  /** Returns the view; null if the features were not screened. */
  static ScreeningView of(Optional<ScreeningResult> screening) {
    return screening.map(ScreeningView::of).orElse(null);
  }

  private static ScreeningView of(ScreeningResult result) {
    List<ScreenedFeature> candidates =
        result.candidates().stream()
            .sorted(Comparator.comparingDouble(ScreenedFeature::informationValue).reversed())
            .toList();
    return new ScreeningView(
        sum(result),
        limits(result.limits()),
        candidates.stream().anyMatch(candidate -> candidate.vintage() != null),
        candidates.size() > MANY,
        candidates.stream().map(ScreeningView::row).toList());
  }

  private static String sum(ScreeningResult result) {
    int dropped = result.dropped().size();
    return "On %s of train, %s were screened; the model uses %s."
        .formatted(
            EnglishNumbers.count(result.rows(), "row"),
            EnglishNumbers.count(result.candidates().size(), "declared feature"),
            dropped == 0
                ? "all of them"
                : EnglishNumbers.count(result.candidates().size() - dropped)
                    + " and leaves out "
                    + EnglishNumbers.count(dropped));
  }

  private static String limits(Map<String, Double> limits) {
    if (limits.isEmpty()) {
      return "The job sets no limit, so nothing is left out; a feature that seems to know the label would have ended the run.";
    }
    List<String> words = new ArrayList<>();
    limits.forEach((key, value) -> words.add(key + " " + EnglishNumbers.tick(value)));
    return "Limits: " + String.join(", ", words) + ".";
  }

  private static Candidate row(ScreenedFeature feature) {
    return new Candidate(
        feature.name(),
        EnglishNumbers.metric(feature.informationValue())
            + (feature.informationValue() <= feature.noise() ? "*" : ""),
        EnglishNumbers.metric(feature.auc()),
        EnglishNumbers.percent(feature.missing()),
        psi(feature.validation()),
        feature.vintage() == null
            ? ""
            : psi(new PartStability(feature.vintage().psi(), feature.vintage().noise()))
                + " in "
                + feature.vintage().name(),
        feature.correlation() == null
            ? ""
            : EnglishNumbers.metric(feature.correlation().value())
                + " with "
                + feature.correlation().with(),
        decision(feature));
  }

  private static String psi(PartStability stability) {
    return EnglishNumbers.metric(stability.psi())
        + (stability.psi() <= stability.noise() ? "*" : "");
  }

  private static String decision(ScreenedFeature feature) {
    String why = String.join("; ", feature.reasons());
    return switch (feature.decision()) {
      case USED -> "used";
      case KEPT -> "kept by the job: " + why;
      case DROPPED -> "left out: " + why;
    };
  }
}
