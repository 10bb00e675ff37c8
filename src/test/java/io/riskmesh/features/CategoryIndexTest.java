package io.riskmesh.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.config.CategoricalFeature;
import io.riskmesh.config.CategoricalFeature.Missing;
import io.riskmesh.config.CategoricalFeature.Unknown;
import io.riskmesh.config.CategoryEncoding;
import io.riskmesh.config.FeatureConfig;
import io.riskmesh.config.TargetSmoothing;
import io.riskmesh.model.DeclaredFeature;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.ModelFeature;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkTest.class)
class CategoryIndexTest {
  private static CategoricalFeature feature(
      Optional<List<String>> domain, Unknown unknown, Missing missing) {
    return new CategoricalFeature(
        "use",
        "purpose",
        CategoryEncoding.NATIVE,
        domain,
        3,
        unknown,
        missing,
        Optional.empty(),
        true,
        OptionalDouble.empty(),
        new TargetSmoothing(20, 5));
  }

  private static FeatureNames names(Set<String> masked) {
    return new FeatureNames(List.of("use"), masked);
  }

  private static List<Float> indices(Unknown unknown, Missing missing, Object... values) {
    CategoricalFeature config = feature(Optional.of(List.of("new", "10", "_")), unknown, missing);
    CategoryIndex index = new CategoryIndex(config, config.domain().orElseThrow());
    FeatureSpec spec = new FeatureSpec(List.of(index.feature(names(Set.of()), ModelFeature.BLANK)));
    assertThat(spec.names()).containsExactly("use");
    return Arrays.stream(values)
        .map(value -> spec.evaluate(Collections.singletonMap("purpose", value))[0])
        .toList();
  }

  private static List<String> categories(Unknown unknown, Missing missing, Set<String> masked) {
    CategoricalFeature config = feature(Optional.of(List.of("new", "10", "_")), unknown, missing);
    DeclaredFeature declared =
        new CategoryIndex(config, config.domain().orElseThrow()).declared(names(masked));
    assertThat(declared.numeric()).isFalse();
    assertThat(declared.inputs()).isEqualTo(1);
    return declared.categories();
  }

  @Test
  void valuesHaveTheirPlaceInTheDomainAndBucketsFollow() {
    Object[] values = {"new", "10.0", "_", "else", null, " "};

    assertThat(indices(Unknown.BUCKET, Missing.NAN, values))
        .containsExactly(0f, 1f, 2f, 3f, Float.NaN, Float.NaN);
    assertThat(indices(Unknown.BUCKET, Missing.BUCKET, values))
        .containsExactly(0f, 1f, 2f, 3f, 4f, 4f);
    assertThat(indices(Unknown.MISSING, Missing.NAN, values))
        .containsExactly(0f, 1f, 2f, Float.NaN, Float.NaN, Float.NaN);
    assertThat(indices(Unknown.MISSING, Missing.BUCKET, values))
        .containsExactly(0f, 1f, 2f, 3f, 3f, 3f);
  }

  @Test
  void everyIndexHasAName() {
    assertThat(categories(Unknown.BUCKET, Missing.BUCKET, Set.of()))
        .containsExactly("use=new", "use=10", "use=_", "use=unknown", "use=missing");
    assertThat(categories(Unknown.MISSING, Missing.NAN, Set.of("purpose")))
        .containsExactly("use#1", "use#2", "use#3");
    assertThat(categories(Unknown.MISSING, Missing.BUCKET, Set.of("purpose")))
        .containsExactly("use#1", "use#2", "use#3", "use=missing");
  }

  @Test
  void aLearnedDomainGivesOneInputThatIsAnIndex(SparkSession spark) {
    List<FeatureConfig> configs =
        List.of(
            Staged.learned("purpose", 2),
            feature(Optional.empty(), Unknown.BUCKET, Missing.NAN),
            Staged.number("months", Staged.PLAIN));

    FittedFeatures fitted = FeatureFitter.fit(Staged.frame(spark, Staged.rows(600, 4)), configs);
    FeatureSummary summary = new FeatureSummary("digest", fitted.spec().names(), fitted.declared());

    assertThat(summary.names()).hasSize(5).endsWith("use", "months");
    assertThat(summary.declared().get(1).categories())
        .hasSize(4)
        .allMatch(name -> name.startsWith("use=p") || name.equals("use=unknown"));
    assertThat(summary.declared().get(0).categories()).isEmpty();
    assertThat(summary.indices()).containsExactly("use");
  }
}
