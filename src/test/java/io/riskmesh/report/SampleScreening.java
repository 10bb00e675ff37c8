package io.riskmesh.report;

import io.riskmesh.screen.ScreenedFeature;
import io.riskmesh.screen.ScreenedFeature.FeatureCorrelation;
import io.riskmesh.screen.ScreenedFeature.PartStability;
import io.riskmesh.screen.ScreenedFeature.ScreeningDecision;
import io.riskmesh.screen.ScreenedFeature.VintageStability;
import io.riskmesh.screen.ScreeningResult;
import java.util.List;
import java.util.Map;

/** Audits of candidates for reports. */
final class SampleScreening {
  private SampleScreening() {}

  static ScreeningResult of() {
    return new ScreeningResult(
        600,
        180,
        Map.of("minInformationValue", 0.02, "maxCorrelation", 0.9),
        List.of(
            feature("status", 0.66, null, ScreeningDecision.USED, List.of()),
            feature(
                "amount",
                0.12,
                new FeatureCorrelation("status", -0.13),
                ScreeningDecision.USED,
                List.of()),
            feature(
                "telephone",
                0.006,
                null,
                ScreeningDecision.DROPPED,
                List.of("information value 0.006 less 0.010 by chance, below 0.02")),
            feature(
                "age",
                0.011,
                new FeatureCorrelation("status", 0.08),
                ScreeningDecision.KEPT,
                List.of("information value 0.011 less 0.010 by chance, below 0.02"))));
  }

  private static ScreenedFeature feature(
      String name,
      double value,
      FeatureCorrelation correlation,
      ScreeningDecision decision,
      List<String> reasons) {
    return new ScreenedFeature(
        name,
        9,
        value,
        0.01,
        0.2,
        0.55,
        0.004,
        new PartStability(0.013, 0.06),
        null,
        correlation,
        decision,
        reasons);
  }

  static ScreeningResult named(String name) {
    return new ScreeningResult(
        1,
        1,
        Map.of(name, 1.0),
        List.of(
            new ScreenedFeature(
                name,
                1,
                0.1,
                0.1,
                0.1,
                0.6,
                0.1,
                new PartStability(0.1, 0.1),
                new VintageStability(name, 0.1, 0.1),
                new FeatureCorrelation(name, 0.5),
                ScreeningDecision.DROPPED,
                List.of(name))));
  }

  static ScreeningResult numbers(double value) {
    return new ScreeningResult(
        0,
        0,
        Map.of(),
        List.of(
            new ScreenedFeature(
                "f",
                0,
                value,
                value,
                value,
                value,
                value,
                new PartStability(value, value),
                new VintageStability("2026", value, value),
                new FeatureCorrelation("g", value),
                ScreeningDecision.USED,
                List.of())));
  }
}
