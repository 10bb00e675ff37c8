package io.riskmesh.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.evaluate.SampledRow;
import io.riskmesh.explain.Explanation.EffectGroup;
import io.riskmesh.model.DeclaredFeature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffectCurveTest {
  private static final FeatureBlock HOME =
      new FeatureBlock(
          new DeclaredFeature("home", false, 3), List.of("home=own", "home=rent", "home=x"), 0);

  private final List<SampledRow> rows = new ArrayList<>();
  private final List<Double> contributions = new ArrayList<>();

  private void add(int count, double contribution, double rate, float... inputs) {
    for (int i = 0; i < count; i++) {
      float label = i < count * rate ? 1 : 0;
      rows.add(new SampledRow(rows.size(), label, 1, 0, 0.5f, inputs, new String[0]));
      contributions.add(contribution);
    }
  }

  private List<EffectGroup> groups(FeatureBlock block) {
    return new EffectCurve(
            block, rows, contributions.stream().mapToDouble(Double::doubleValue).toArray())
        .groups(false);
  }

  /** A category of three borrowers is not shown; it joins the next smallest one. */
  @Test
  void smallCategoriesAreMerged() {
    add(30, 0.5, 0.4, 1, 0, 0);
    add(20, -0.5, 0.1, 0, 1, 0);
    add(3, 2, 1, 0, 0, 1);

    List<EffectGroup> groups = groups(HOME);

    assertThat(groups).extracting(EffectGroup::name).containsExactly("home=own", "other");
    assertThat(groups).extracting(EffectGroup::rows).containsExactly(30L, 23L);
    assertThat(groups.get(0).rate()).isEqualTo(0.4);
    assertThat(groups.get(1).contribution()).isCloseTo((20 * -0.5 + 3 * 2) / 23, within(1e-12));
    // scipy.stats.binomtest(12, 30).proportion_ci(method="wilson")
    assertThat(groups.get(0).low()).isCloseTo(0.24590, within(1e-5));
    assertThat(groups.get(0).high()).isCloseTo(0.57680, within(1e-4));
  }

  @Test
  void rowsWithoutACategoryHaveAGroupOfTheirOwn() {
    add(20, 0.5, 0.4, 1, 0, 0);
    add(20, 0.1, 0.2, 0, 0, 0);
    assertThat(groups(HOME))
        .extracting(EffectGroup::name)
        .containsExactly("home=own", "none of them");

    rows.clear();
    contributions.clear();
    add(20, 0.5, 0.4, 1, 0, 0);
    add(20, 0.1, 0.2, Float.NaN, Float.NaN, Float.NaN);
    assertThat(groups(HOME)).extracting(EffectGroup::name).containsExactly("home=own", "missing");
  }

  /** Index 1 is no indicator that is set, and an index is no number of which there are ranges. */
  @Test
  void indicesAreGroupsByTheNamesOfTheirCategories() {
    List<String> categories = List.of("home=own", "home=rent", "home=unknown");
    FeatureBlock home =
        new FeatureBlock(new DeclaredFeature("home", categories), List.of("x", "home"), 1);
    add(20, 0.5, 0.4, 7, 1);
    add(30, 0.1, 0.2, 7, 0);
    add(15, 0.2, 0.2, 1, Float.NaN);
    add(12, 0.3, 0.2, 0, 2);

    List<EffectGroup> groups = groups(home);

    assertThat(groups)
        .extracting(EffectGroup::name)
        .containsExactly("home=own", "home=rent", "home=unknown", "missing");
    assertThat(groups).extracting(EffectGroup::rows).containsExactly(30L, 20L, 12L, 15L);
    assertThat(groups).extracting(EffectGroup::from).containsOnlyNulls();
    assertThat(home.number(rows.get(0))).isNaN();
  }

  @Test
  void fewNumbersAreGroupsAndSmallOnesJoinTheirNeighbour() {
    FeatureBlock rate = new FeatureBlock(new DeclaredFeature("rate", true, 1), List.of("rate"), 0);
    add(15, -1, 0.1, 1);
    add(4, 0, 0.5, 2);
    add(25, 1, 0.4, 3);

    List<EffectGroup> groups = groups(rate);

    assertThat(groups).extracting(EffectGroup::from).containsExactly(1.0, 2.0);
    assertThat(groups).extracting(EffectGroup::to).containsExactly(1.0, 3.0);
    assertThat(groups).extracting(EffectGroup::rows).containsExactly(15L, 29L);
  }

  @Test
  void noGroupIsSmallUnlessThereIsOnlyOne() {
    FeatureBlock rate =
        new FeatureBlock(new DeclaredFeature("rate", true, 2), List.of("rate", "rate.missing"), 0);
    add(4, -1, 0.5, 1, 0);
    add(30, 1, 0.4, Float.NaN, 1);

    List<EffectGroup> groups = groups(rate);

    assertThat(groups).extracting(EffectGroup::rows).containsExactly(34L);
    assertThat(groups).extracting(EffectGroup::from).containsOnlyNulls();
  }

  @Test
  void rankCorrelationKnowsTies() {
    // scipy.stats.spearmanr([1, 2, 2, 4, 5], [5, 6, 7, 8, 7])
    assertThat(RankCorrelation.of(numbers(1, 2, 2, 4, 5), numbers(5, 6, 7, 8, 7)))
        .isCloseTo(0.7631578947368421, within(1e-12));
    assertThat(RankCorrelation.of(numbers(1, 2), numbers(3, 3))).isNaN();
    assertThat(RankCorrelation.of(numbers(), numbers())).isNaN();
  }

  private static double[] numbers(double... numbers) {
    return Arrays.copyOf(numbers, numbers.length);
  }
}
