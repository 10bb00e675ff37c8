package io.riskmesh.features;

import static java.lang.Float.NaN;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.config.CategoricalFeature.Missing;
import io.riskmesh.config.CategoricalFeature.Unknown;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.ModelFeature;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CategoryTableTest {
  private static FeatureSpec spec(CategoryTable table) {
    return new FeatureSpec(
        List.of(
            table.feature("p", Staged.category(Unknown.MISSING, Missing.NAN), ModelFeature.BLANK)));
  }

  private static float at(FeatureSpec spec, Object value) {
    return spec.evaluate(Collections.singletonMap("purpose", value))[0];
  }

  @Test
  void numbersValuesInTheDeclaredOrder() {
    FeatureSpec spec = spec(CategoryTable.ordinal(List.of("low", "10", "high")));

    assertThat(List.of("low", "10", "high", "10.0"))
        .extracting(v -> at(spec, v))
        .containsExactly(0f, 1f, 2f, 1f);
    assertThat(at(spec, 10)).isEqualTo(1f);
    assertThat(at(spec, "other")).isNaN();
    assertThat(at(spec, " ")).isNaN();
    assertThat(at(spec, null)).isNaN();
  }

  @Test
  void knowsTheValuesOfItsTable() {
    assertThat(spec(CategoryTable.ordinal(List.of("a", "1.50"))).domains())
        .isEqualTo(Map.of("purpose", Set.of("a", "1.5")));
  }

  @Test
  void givesOtherAndMissingValuesTheirNumbers() {
    FeatureSpec spec = spec(new CategoryTable(Map.of("a", 0.25), 0.5, 0.75));

    assertThat(at(spec, "a")).isEqualTo(0.25f);
    assertThat(at(spec, "b")).isEqualTo(0.5f);
    assertThat(at(spec, null)).isEqualTo(0.75f);
  }

  @Test
  void anotherValueWithoutANumberIsAsAMissingOne() {
    FeatureSpec spec = spec(new CategoryTable(Map.of("a", 0.25), NaN, 0.75));

    assertThat(at(spec, "b")).isEqualTo(0.75f);
  }
}
