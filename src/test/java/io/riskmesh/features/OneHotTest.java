package io.riskmesh.features;

import static java.lang.Float.NaN;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.config.CategoricalFeature.Missing;
import io.riskmesh.config.CategoricalFeature.Unknown;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.ModelFeature;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OneHotTest {
  private static FeatureSpec spec(Unknown unknown, Missing missing, String... domain) {
    OneHot oneHot =
        new OneHot(Staged.category(unknown, missing, domain), List.of(domain), ModelFeature.BLANK);
    return new FeatureSpec(oneHot.features(new FeatureNames(List.of(), Set.of())));
  }

  private static float[] of(FeatureSpec spec, Object value) {
    return spec.evaluate(Collections.singletonMap("purpose", value));
  }

  @Test
  void givesUnknownValuesABucket() {
    FeatureSpec spec = spec(Unknown.BUCKET, Missing.NAN, "3", "4");
    assertThat(spec.names()).containsExactly("purpose=3", "purpose=4", "purpose=unknown");
    assertThat(of(spec, 4)).containsExactly(0, 1, 0);
    assertThat(of(spec, "5")).containsExactly(0, 0, 1);
    assertThat(of(spec, null)).containsExactly(NaN, NaN, NaN);
  }

  @Test
  void givesBothBuckets() {
    FeatureSpec spec = spec(Unknown.BUCKET, Missing.BUCKET, "3", "4");
    assertThat(spec.names())
        .containsExactly("purpose=3", "purpose=4", "purpose=unknown", "purpose=missing");
    assertThat(of(spec, 3.0)).containsExactly(1, 0, 0, 0);
    assertThat(of(spec, "5")).containsExactly(0, 0, 1, 0);
    assertThat(of(spec, null)).containsExactly(0, 0, 0, 1);
  }

  @Test
  void takesUnknownForMissing() {
    FeatureSpec spec = spec(Unknown.MISSING, Missing.NAN, "3", "4");
    assertThat(spec.names()).containsExactly("purpose=3", "purpose=4");
    assertThat(of(spec, 3L)).containsExactly(1, 0);
    assertThat(of(spec, "5")).containsExactly(NaN, NaN);
    assertThat(of(spec, null)).containsExactly(NaN, NaN);
  }

  @Test
  void takesUnknownForMissingIntoTheBucketOfMissing() {
    FeatureSpec spec = spec(Unknown.MISSING, Missing.BUCKET, "3", "4");
    assertThat(spec.names()).containsExactly("purpose=3", "purpose=4", "purpose=missing");
    assertThat(of(spec, "4")).containsExactly(0, 1, 0);
    assertThat(of(spec, "5")).containsExactly(0, 0, 1);
    assertThat(of(spec, null)).containsExactly(0, 0, 1);
  }

  @Test
  void namesOfAMaskedColumnHoldNoValue() {
    OneHot oneHot =
        new OneHot(
            Staged.category(Unknown.BUCKET, Missing.BUCKET, "NY", "TX"),
            List.of("NY", "TX"),
            ModelFeature.BLANK);
    FeatureSpec spec =
        new FeatureSpec(oneHot.features(new FeatureNames(List.of(), Set.of("purpose"))));
    assertThat(spec.names())
        .containsExactly("purpose#1", "purpose#2", "purpose=unknown", "purpose=missing");
    assertThat(of(spec, "TX")).containsExactly(0, 1, 0, 0);
  }

  @Test
  void tellsValuesFromBucketsOfTheSameName() {
    FeatureSpec spec = spec(Unknown.BUCKET, Missing.BUCKET, "unknown", "m", "M", "missing");
    assertThat(spec.names())
        .containsExactly(
            "purpose=unknown",
            "purpose=m",
            "purpose=M~2",
            "purpose=missing",
            "purpose=unknown~2",
            "purpose=missing~2");
    assertThat(of(spec, "unknown")).containsExactly(1, 0, 0, 0, 0, 0);
    assertThat(of(spec, "M")).containsExactly(0, 0, 1, 0, 0, 0);
  }
}
