package io.riskmesh.screen;

import io.riskmesh.config.ScreeningConfig;
import io.riskmesh.config.ScreeningConfig.ScreeningLimit;
import io.riskmesh.screen.ScreenedFeature.FeatureCorrelation;
import io.riskmesh.screen.ScreenedFeature.ScreeningDecision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Decides which candidates the model uses: each by its own figures first, then of two that are
 * strongly correlated the one with the higher information value.
 */
final class CandidateJudge {
  private final ScreeningConfig config;

  CandidateJudge(ScreeningConfig config) {
    this.config = config;
  }

  /** Returns the candidates with their decisions, in their order. */
  List<ScreenedFeature> judge(List<ScreenedFeature> candidates, WeightSample sample) {
    ScreenedFeature[] judged =
        candidates.stream()
            .map(candidate -> decided(candidate, ownReasons(candidate)))
            .toArray(ScreenedFeature[]::new);
    // A stable sort: of equal candidates, the one that is declared first stays.
    List<Integer> strongest =
        IntStream.range(0, judged.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -judged[i].informationValue()))
            .toList();
    List<Integer> used = new ArrayList<>();
    for (int at : strongest) {
      if (judged[at].decision() != ScreeningDecision.DROPPED) {
        judged[at] = compared(judged, at, used, sample);
      }
      if (judged[at].decision() != ScreeningDecision.DROPPED) {
        used.add(at);
      }
    }
    return Arrays.asList(judged);
  }

  private ScreenedFeature decided(ScreenedFeature candidate, List<String> reasons) {
    if (reasons.isEmpty()) {
      return candidate;
    }
    return candidate.decided(
        config.keep().contains(candidate.name())
            ? ScreeningDecision.KEPT
            : ScreeningDecision.DROPPED,
        reasons);
  }

  private List<String> ownReasons(ScreenedFeature candidate) {
    List<String> reasons = new ArrayList<>();
    limit(ScreeningLimit.MIN_INFORMATION_VALUE)
        .ifPresent(
            limit -> {
              if (candidate.informationValue() - candidate.chance() < limit) {
                reasons.add(
                    line(
                        "information value %.3f less %.3f by chance, below %s",
                        candidate.informationValue(), candidate.chance(), limit));
              }
            });
    limit(ScreeningLimit.MIN_AUC)
        .ifPresent(
            limit -> {
              if (candidate.auc() < limit) {
                reasons.add(line("AUC %.3f below %s", candidate.auc(), limit));
              }
            });
    limit(ScreeningLimit.MAX_MISSING)
        .ifPresent(
            limit -> {
              if (candidate.missing() > limit) {
                reasons.add(line("missing in %.1f%% of train", 100 * candidate.missing()));
              }
            });
    limit(ScreeningLimit.MAX_PSI).ifPresent(limit -> stability(candidate, limit, reasons));
    return reasons;
  }

  private static void stability(ScreenedFeature candidate, double limit, List<String> reasons) {
    ScreenedFeature.PartStability validation = candidate.validation();
    if (validation.psi() > limit && validation.psi() > validation.noise()) {
      reasons.add(line("PSI %.3f on validation above %s", validation.psi(), limit));
    }
    ScreenedFeature.VintageStability vintage = candidate.vintage();
    if (vintage != null && vintage.psi() > limit && vintage.psi() > vintage.noise()) {
      reasons.add(line("PSI %.3f in %s above %s", vintage.psi(), vintage.name(), limit));
    }
  }

  private ScreenedFeature compared(
      ScreenedFeature[] judged, int at, List<Integer> used, WeightSample sample) {
    FeatureCorrelation strongest = null;
    for (int other : used) {
      double value = sample.correlation(at, other);
      if (strongest == null || Math.abs(value) > Math.abs(strongest.value())) {
        strongest = new FeatureCorrelation(judged[other].name(), value);
      }
    }
    ScreenedFeature correlated = judged[at].correlated(strongest);
    OptionalDouble limit = limit(ScreeningLimit.MAX_CORRELATION);
    if (strongest == null
        || limit.isEmpty()
        || Math.abs(strongest.value()) <= limit.getAsDouble()) {
      return correlated;
    }
    List<String> reasons = new ArrayList<>(correlated.reasons());
    reasons.add(line("correlation %.3f with %s", strongest.value(), strongest.with()));
    return decided(correlated, reasons);
  }

  private OptionalDouble limit(ScreeningLimit limit) {
    return config.limit(limit);
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
