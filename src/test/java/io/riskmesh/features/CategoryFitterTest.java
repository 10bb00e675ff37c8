package io.riskmesh.features;

import static io.riskmesh.config.CategoryEncoding.FREQUENCY;
import static io.riskmesh.config.CategoryEncoding.ONE_HOT;
import static io.riskmesh.config.CategoryEncoding.ORDINAL;
import static io.riskmesh.config.CategoryEncoding.TARGET_MEAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.config.CategoricalFeature;
import io.riskmesh.config.CategoricalFeature.Missing;
import io.riskmesh.config.CategoricalFeature.Unknown;
import io.riskmesh.config.CategoryEncoding;
import io.riskmesh.model.DeclaredFeature;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.ModelFeature;
import io.riskmesh.model.MonotoneDirection;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkTest.class)
class CategoryFitterTest {
  /** 100 train rows with 25 defaults, 90 of the rows with a value. */
  private static CategoryRows rows() {
    return new CategoryRows()
        .with("a", 40, 4)
        .with("b", 30, 15)
        .with("c", 12, 3)
        .with("few", 8, 1)
        .with(null, 6, 1)
        .with("  ", 4, 1)
        .add("test", "a", true)
        .add("test", "d", true);
  }

  private static float at(FittedFeatures fitted, Object value) {
    return fitted.spec().evaluate(Collections.singletonMap("purpose", value))[0];
  }

  private static float mean(int rows, int positives) {
    return (float) ((positives + 20 * 0.25) / (rows + 20));
  }

  @Test
  void everyNumberHasTheNameOfTheFeature(SparkSession spark) {
    for (CategoryEncoding encoding : List.of(ORDINAL, FREQUENCY, TARGET_MEAN)) {
      CategoricalFeature feature =
          CategoryRows.feature(encoding, Unknown.MISSING, Missing.NAN, "a");
      FittedFeatures fitted = rows().fit(spark, feature);

      assertThat(fitted.spec().names()).containsExactly("p").isEqualTo(feature.outputs());
      assertThat(fitted.declared()).containsExactly(new DeclaredFeature("p", true, 1));
    }
  }

  @Test
  void theDirectionOfAnOrderIsThatOfItsPositions(SparkSession spark) {
    FittedFeatures fitted =
        rows()
            .fit(
                spark,
                CategoricalFeature.ordinal(
                    "p", "purpose", List.of("c", "a", "b"), MonotoneDirection.INCREASING));

    assertThat(fitted.declared())
        .containsExactly(new DeclaredFeature("p", true, 1, MonotoneDirection.INCREASING));
    assertThat(at(fitted, "c")).isZero();
    assertThat(at(fitted, "b")).isEqualTo(2);
    assertThat(at(fitted, "few")).isNaN();
    assertThat(at(fitted, null)).isNaN();
  }

  @Test
  void aFrequencyIsTheShareAmongTheTrainRowsWithAValue(SparkSession spark) {
    FittedFeatures fitted = rows().fit(spark, CategoryRows.feature(FREQUENCY));

    assertThat(at(fitted, "a")).isEqualTo((float) (40 / 90.0));
    assertThat(at(fitted, "c")).isEqualTo((float) (12 / 90.0));
    assertThat(at(fitted, "few")).as("fewer than ten rows").isZero();
    assertThat(at(fitted, "new")).isZero();
    assertThat(at(fitted, null)).isNaN();
    assertThat(at(fitted, " ")).isNaN();
  }

  @Test
  void aFrequencyOfADeclaredDomainIsCountedToo(SparkSession spark) {
    FittedFeatures fitted =
        rows()
            .fit(
                spark,
                CategoryRows.feature(FREQUENCY, Unknown.MISSING, Missing.NAN, "b", "few", "never"));

    assertThat(at(fitted, "b")).isEqualTo((float) (30 / 90.0));
    assertThat(at(fitted, "few")).isZero();
    assertThat(at(fitted, "never")).isZero();
    assertThat(at(fitted, "a")).isNaN();
  }

  @Test
  void aTargetMeanIsDrawnTowardsTheMeanOfAllTrainRows(SparkSession spark) {
    FittedFeatures fitted =
        rows().fit(spark, CategoryRows.feature(TARGET_MEAN, Unknown.BUCKET, Missing.BUCKET));

    assertThat(at(fitted, "a")).isEqualTo(mean(40, 4));
    assertThat(at(fitted, "b")).isEqualTo(mean(30, 15));
    assertThat(at(fitted, null)).isEqualTo(mean(10, 2));
    assertThat(at(fitted, "few")).as("others are fewer than ten rows").isEqualTo(0.25f);
    assertThat(at(fitted, "new")).isEqualTo(0.25f);
  }

  @Test
  void aMissingValueStaysMissingUnlessItHasAnEntry(SparkSession spark) {
    FittedFeatures fitted =
        rows().fit(spark, CategoryRows.feature(TARGET_MEAN, Unknown.MISSING, Missing.NAN));
    assertThat(at(fitted, null)).isNaN();
    assertThat(at(fitted, "new")).isNaN();

    FittedFeatures entered =
        rows().fit(spark, CategoryRows.feature(TARGET_MEAN, Unknown.MISSING, Missing.BUCKET));
    assertThat(at(entered, "new")).as("as a missing value").isEqualTo(mean(10, 2));
  }

  @Test
  void noEntryTellsTheLabelsOfFewerThanTenRows(SparkSession spark) {
    FittedFeatures fitted =
        rows()
            .fit(
                spark,
                CategoryRows.feature(
                    TARGET_MEAN, Unknown.BUCKET, Missing.NAN, "a", "b", "few", "never"));

    assertThat(at(fitted, "few")).isEqualTo(0.25f);
    assertThat(at(fitted, "never")).isEqualTo(0.25f);
    assertThat(at(fitted, "c")).as("outside the domain").isEqualTo(mean(12, 3));
    assertThat(at(fitted, "new")).isEqualTo(mean(12, 3));
  }

  @Test
  void withoutSmoothingAMeanIsThePlainMean(SparkSession spark) {
    FittedFeatures fitted = rows().fit(spark, CategoryRows.smoothed(0, 5));

    assertThat(at(fitted, "b")).isEqualTo(0.5f);
    assertThat(at(fitted, "new")).isEqualTo(0.25f);
  }

  @Test
  void rareValuesAreOneCategoryAndSoIsOneThatTrainNeverSaw(SparkSession spark) {
    CategoricalFeature indicators = CategoryRows.grouped(ONE_HOT, 0.15);
    FittedFeatures fitted = rows().fit(spark, indicators);
    assertThat(fitted.spec().names()).containsExactly("p=a", "p=b", "p=rare");
    assertThat(indicators.outputs()).containsExactly("p=rare");
    for (String rare : List.of("c", "few", "new")) {
      assertThat(fitted.spec().evaluate(Collections.singletonMap("purpose", rare)))
          .containsExactly(0, 0, 1);
    }

    FittedFeatures shares = rows().fit(spark, CategoryRows.grouped(FREQUENCY, 0.15));
    FittedFeatures means = rows().fit(spark, CategoryRows.grouped(TARGET_MEAN, 0.15));
    for (String rare : List.of("c", "few", "new")) {
      assertThat(at(shares, rare)).isEqualTo((float) (20 / 90.0));
      assertThat(at(means, rare)).isEqualTo(mean(20, 4));
    }
    assertThat(at(means, "a")).isEqualTo(mean(40, 4));
  }

  @Test
  void tooManyRareValuesAreAMistake(SparkSession spark) {
    Dataset<Row> train = rows().frame(spark).filter("_part = 'train'");
    CategoricalFeature feature = CategoryRows.grouped(ONE_HOT, 0.4);

    assertThatThrownBy(
            () -> FeatureFitter.fit(train, List.of(feature), ModelFeature.BLANK, 0.5, Set.of()))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("occur in at least 36 rows of train, but 55.6% of the train values")
        .hasMessageContaining("lower minShare");
  }

  @Test
  void aNumberOfAMaskedColumnHasNoValueInItsName(SparkSession spark) {
    Dataset<Row> train = rows().frame(spark).filter("_part = 'train'");
    for (CategoryEncoding encoding : List.of(FREQUENCY, TARGET_MEAN)) {
      FeatureSpec spec =
          FeatureFitter.fit(
                  train,
                  List.of(CategoryRows.feature(encoding)),
                  ModelFeature.BLANK,
                  1,
                  Set.of("purpose"))
              .spec();
      assertThat(spec.names()).containsExactly("p");
    }
  }

  @Test
  void orderAndPartitionsOfTheRowsDoNotMatter(SparkSession spark) {
    CategoricalFeature[] features = {CategoryRows.feature(TARGET_MEAN)};
    FittedFeatures first = rows().fit(spark, features);
    List<Row> shuffled = new ArrayList<>(rows().rows());
    Collections.shuffle(shuffled, new Random(1));
    Dataset<Row> train = Staged.frame(spark, shuffled).filter("_part = 'train'").repartition(7);

    FittedFeatures again = FeatureFitter.fit(train, List.of(features));

    assertThat(again.spec().toJson()).isEqualTo(first.spec().toJson());
    assertThat(again.folded()).isEqualTo(first.folded());
  }

  /** Too many values are counted by another way, which must count the same. */
  @Test
  void aColumnOfManyValuesHasTheSameTable(SparkSession spark) {
    CategoryRows few = rows();
    CategoryRows many = rows();
    for (int i = 0; i <= CategoryCounts.MAX_VALUES; i++) {
      few.with("other", 1, i % 3 == 0 ? 1 : 0);
      many.with("id" + i, 1, i % 3 == 0 ? 1 : 0);
    }
    for (CategoryEncoding encoding : List.of(FREQUENCY, TARGET_MEAN)) {
      CategoricalFeature declared =
          CategoryRows.feature(
              encoding,
              Unknown.BUCKET,
              encoding == FREQUENCY ? Missing.NAN : Missing.BUCKET,
              "a",
              "few",
              "never");
      FittedFeatures expected = few.fit(spark, declared);
      FittedFeatures found = many.fit(spark, declared);
      assertThat(found.spec()).isEqualTo(expected.spec());
      assertThat(found.folded()).isEqualTo(expected.folded());
    }
    FittedFeatures learned = many.fit(spark, CategoryRows.feature(TARGET_MEAN));
    assertThat(learned.spec().domains().get("purpose")).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void rowsOfOneKeyCannotBeDividedIntoFolds(SparkSession spark) {
    Dataset<Row> train =
        rows()
            .frame(spark)
            .filter("_part = 'train'")
            .selectExpr("7L as _row", "_label", "`_raw.purpose`");

    assertThatThrownBy(() -> FeatureFitter.fit(train, List.of(CategoryRows.feature(TARGET_MEAN))))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("all rows of train are in the same fold");
  }
}
