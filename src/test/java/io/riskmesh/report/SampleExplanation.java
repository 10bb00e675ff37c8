package io.riskmesh.report;

import io.riskmesh.explain.Explanation;
import io.riskmesh.explain.Explanation.EffectGroup;
import io.riskmesh.explain.Explanation.FeatureImpact;
import io.riskmesh.explain.Explanation.LabelAgreement;
import io.riskmesh.explain.GroupProxy;
import io.riskmesh.explain.GroupProxy.ProxyGroup;
import io.riskmesh.model.ReferenceGroups;
import java.util.Collections;
import java.util.List;

/** Made-up explanations. */
final class SampleExplanation {
  private static final ReferenceGroups REFERENCES = new ReferenceGroups(List.of(), null);

  private SampleExplanation() {}

  static Explanation of() {
    return new Explanation(
        200,
        200,
        -0.85,
        List.of(
            new FeatureImpact(
                "status",
                true,
                0.61,
                0.55,
                0.68,
                null,
                new LabelAgreement(0.36, 0.24, 0.47),
                List.of(category("status=1", 0.71, 0.48), category("status=4", -0.82, 0.11))),
            new FeatureImpact(
                "duration",
                true,
                0.34,
                0.29,
                0.4,
                0.91,
                new LabelAgreement(0.08, -0.05, 0.2),
                List.of(range(4.0, 12.0, -0.41), range(13.0, 72.123456, 0.3))),
            new FeatureImpact(
                "age",
                true,
                0.12,
                0.1,
                0.15,
                -0.72,
                new LabelAgreement(-0.2, -0.31, -0.07),
                List.of(range(null, null, 0.2))),
            new FeatureImpact(
                "telephone", false, 0, 0, 0, null, new LabelAgreement(0, 0, 0), List.of())),
        REFERENCES,
        proxies("age"));
  }

  private static EffectGroup category(String name, double contribution, double rate) {
    return new EffectGroup(name, null, null, 60, contribution, rate, rate - 0.1, rate + 0.1);
  }

  private static EffectGroup range(Double from, Double to, double contribution) {
    return new EffectGroup(null, from, to, 100, contribution, 0.3, 0.22, 0.39);
  }

  /** Every text is this one, and there are many. */
  static Explanation named(String name) {
    return impacts(
        new FeatureImpact(
            name,
            true,
            0.5,
            0.4,
            0.6,
            0.1,
            new LabelAgreement(-0.2, -0.3, -0.1),
            List.of(category(name, 0.5, 0.3))));
  }

  /** Every number is this one. */
  static Explanation numbers(double number) {
    return impacts(
        new FeatureImpact(
            "x",
            true,
            number,
            number,
            number,
            number,
            new LabelAgreement(number, number, number),
            List.of(new EffectGroup(null, number, number, 0, number, number, number, number))));
  }

  private static Explanation impacts(FeatureImpact impact) {
    return new Explanation(
        100,
        1_000,
        impact.impact(),
        Collections.nCopies(60, impact),
        REFERENCES,
        proxies(impact.feature()));
  }

  private static List<GroupProxy> proxies(String name) {
    return List.of(
        new GroupProxy(
            name,
            List.of(name),
            List.of(
                new ProxyGroup(name, 40, 0.93, 0.9, 0.95, null, List.of(name)),
                new ProxyGroup(name, 5, null, null, null, name, List.of()))));
  }
}
