package io.riskmesh.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.evaluate.GroupCell;
import io.riskmesh.evaluate.SampledRow;
import io.riskmesh.explain.GroupProxy.ProxyGroup;
import io.riskmesh.features.FeatureSummary;
import io.riskmesh.model.DeclaredFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProxyCheckTest {
  private static final FeatureSummary FEATURES =
      new FeatureSummary(
          "",
          List.of("noise", "street=1", "street=2", "own"),
          List.of(
              new DeclaredFeature("noise", true, 1),
              new DeclaredFeature("street", false, 2),
              new DeclaredFeature("own", true, 1)));

  /** Returns rows of which the second feature tells the group four times out of five. */
  private static List<SampledRow> rows(int count) {
    Random random = new Random(5);
    List<SampledRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean isIn = random.nextBoolean();
      boolean tells = random.nextInt(5) > 0 == isIn;
      rows.add(
          new SampledRow(
              random.nextLong(),
              0,
              1,
              0,
              0.5f,
              new float[] {random.nextFloat(), tells ? 1 : 0, tells ? 0 : 1, isIn ? 1 : 0},
              new String[] {isIn ? "in" : "out"}));
    }
    return rows;
  }

  private static ProxyGroup check(List<SampledRow> rows, String... leftOut) {
    GroupCell group = new GroupCell("inside", List.of("in"), List.of());
    return new ProxyCheck(FEATURES, rows)
        .check("town", List.of(leftOut), 0, List.of(group))
        .groups()
        .get(0);
  }

  /**
   * Every other category is a proxy, which a booster that saw numbers would need many splits for.
   */
  @Test
  void anIndexIsAProxyByItsCategories() {
    List<String> categories = IntStream.range(0, 40).mapToObj(i -> "branch=" + i).toList();
    FeatureSummary features =
        new FeatureSummary(
            "", List.of("branch"), List.of(new DeclaredFeature("branch", categories)));
    Random random = new Random(6);
    List<SampledRow> rows = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      int branch = random.nextInt(40);
      String group = branch % 2 == 0 ? "in" : "out";
      float[] inputs = {branch};
      rows.add(new SampledRow(random.nextLong(), 0, 1, 0, 0.5f, inputs, new String[] {group}));
    }
    GroupCell group = new GroupCell("inside", List.of("in"), List.of());

    ProxyGroup found =
        new ProxyCheck(features, rows).check("town", List.of(), 0, List.of(group)).groups().get(0);

    assertThat(found.auc()).isGreaterThan(0.99);
    assertThat(found.features()).containsExactly("branch");
  }

  @Test
  void aPlantedProxyIsFound() {
    ProxyGroup found = check(rows(2_000), "own");

    assertThat(found.auc()).isBetween(0.75, 0.85);
    assertThat(found.tells()).isTrue();
    assertThat(found.features().get(0)).isEqualTo("street");
    assertThat(check(rows(2_000), "own")).isEqualTo(found);
  }

  @Test
  void theColumnItselfTellsAll() {
    ProxyGroup found = check(rows(2_000));

    assertThat(found.auc()).isEqualTo(1);
    assertThat(found.tells()).isTrue();
    assertThat(found.features()).containsExactly("own");
  }

  @Test
  void noiseTellsNothing() {
    ProxyGroup found = check(rows(2_000), "own", "street");

    assertThat(found.auc()).isBetween(0.45, 0.56);
    assertThat(found.tells()).isFalse();
  }

  @Test
  void fewRowsAndNoOtherFeatureHaveNoValue() {
    assertThat(check(rows(30)).missing())
        .isEqualTo("fewer than 10 rows inside or outside the group in a half");
    assertThat(check(rows(2_000), "own", "street", "noise").missing())
        .isEqualTo("no other feature");
  }
}
