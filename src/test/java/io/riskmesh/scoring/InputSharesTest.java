package io.riskmesh.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.config.QualityConfig.Implied;
import io.riskmesh.evaluate.ScoringPass;
import io.riskmesh.model.ModelInfo;
import io.riskmesh.model.SourceInput.ValueReading;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Ten rows: three without an amount, one without a purpose, and five with an unknown one. */
@ExtendWith(SparkTest.class)
class InputSharesTest {
  private static final Implied LOOSE = limits(1, 1);

  @TempDir Path folder;
  private ScoredModel model;

  @BeforeEach
  void read() {
    model = LoanRun.model(LoanRun.store(folder));
  }

  private static Implied limits(double maxMissing, double maxUnknown) {
    return new Implied(maxMissing, maxUnknown, Duration.ofDays(1));
  }

  private static Dataset<Row> rows(SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Double amount = i < 2 ? null : i == 2 ? Double.NaN : Double.valueOf(i);
      String purpose = i == 0 ? null : i < 5 ? "car" : "boat";
      rows.add(RowFactory.create((long) i, amount, 0.5, purpose, "A"));
    }
    return spark.createDataFrame(rows, LoanRun.TABLE);
  }

  /** Counts the rows as a scoring does, and checks their shares. */
  private List<InputShares.InputShare> measured(Dataset<Row> rows, Implied limits) {
    FeatureInput input = FeatureInput.of(model.spec(), rows, "");
    ScoringPass.score(rows, List.of(), input, model.booster(), List.of()).count();
    List<InputShares.InputShare> shares = InputShares.of(model, input.tally());
    InputShares.require(shares, limits);
    return shares;
  }

  @Test
  void nullNaNAndUnknownValuesAreCountedNextToThoseOfTheTraining(SparkSession spark) {
    List<InputShares.InputShare> shares = measured(rows(spark), LOOSE);

    assertThat(shares)
        .containsExactly(
            new InputShares.InputShare(
                "amount",
                ValueReading.NUMBER,
                0.3,
                null,
                new ModelInfo.Share("amount", ValueReading.NUMBER, 0.1, null)),
            new InputShares.InputShare("rate", ValueReading.NUMBER, 0, null, null),
            new InputShares.InputShare(
                "purpose",
                ValueReading.TEXT,
                0.1,
                5 / 9.0,
                new ModelInfo.Share("purpose", ValueReading.TEXT, 0.25, 1 / 3.0)));
    assertThat(shares)
        .filteredOn(InputShares.InputShare::hasMoved)
        .extracting(InputShares::told)
        .containsExactly(
            "column amount is missing in 30.0% of the rows (10.0% in training)",
            "column purpose is missing in 10.0% of the rows (25.0% in training), unknown in 55.6% (33.3%)");
  }

  @Test
  void numbersThatNoFeatureCanReadCountAsMissing(SparkSession spark) {
    Dataset<Row> rows =
        rows(spark)
            .selectExpr(
                "case id when 5 then double('Infinity') when 6 then -1e39D else amount end as amount",
                "rate",
                "purpose");

    assertThat(measured(rows, LOOSE).get(0).missing()).isEqualTo(0.5);
  }

  @Test
  void onlyADifferenceAboveFivePointsIsTold() {
    assertThat(share(0.25, 0.5, 0.2, 0.5).hasMoved()).as("exactly five").isFalse();
    assertThat(share(0.26, 0.5, 0.2, 0.5).hasMoved()).isTrue();
    assertThat(share(0.2, 0.5, 0.26, 0.5).hasMoved()).as("fewer, too").isTrue();
    assertThat(share(0.2, 0.56, 0.2, 0.5).hasMoved()).isTrue();
    assertThat(share(0.2, 0.9, 0.2, null).hasMoved()).as("not recorded").isFalse();
  }

  private static InputShares.InputShare share(
      double missing, Double unknown, double missingThen, Double unknownThen) {
    return new InputShares.InputShare(
        "purpose",
        ValueReading.TEXT,
        missing,
        unknown,
        new ModelInfo.Share("purpose", ValueReading.TEXT, missingThen, unknownThen));
  }

  @Test
  void whatIsAboveALimitIsNotScored(SparkSession spark) {
    assertThatThrownBy(() -> measured(rows(spark), limits(0.25, 0.5)))
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.DATA_QUALITY))
        .hasMessageContaining(
            "column amount has no value in 30.0% of the rows (missing in 10.0% during training)")
        .hasMessageContaining("raise quality.implied.maxMissing")
        .hasMessageContaining(
            "column purpose has values unknown to the run in 55.6% of the rows with a value")
        .hasMessageContaining("raise quality.implied.maxUnknown");
    assertThat(measured(rows(spark), limits(0.3, 5 / 9.0)))
        .as("a limit itself is allowed")
        .hasSize(3);
  }

  @Test
  void aColumnWithoutAnyValueIsRefusedWhateverTheLimit(SparkSession spark) {
    Dataset<Row> rows = rows(spark).selectExpr("amount", "cast(null as double) as rate", "purpose");

    assertThatThrownBy(() -> measured(rows, LOOSE))
        .hasMessageStartingWith("column rate has no value in 100.0% of the rows: a feature");
  }

  @Test
  void noRowsAreNoReason(SparkSession spark) {
    assertThat(measured(rows(spark).filter("id < 0"), limits(0, 0)))
        .allMatch(share -> share.missing() == 0);
  }
}
