package io.riskmesh.scoring;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class InputCheckTest {
  @TempDir Path folder;

  private static Dataset<Row> table(SparkSession spark) {
    return spark.createDataFrame(LoanRun.rows(4), LoanRun.TABLE);
  }

  private void check(SparkSession spark, String... set) {
    EffectiveConfig settings = LoanRun.settings(folder, set);
    InputCheck.check(
        LoanRun.model(LoanRun.store(folder)),
        LoanRun.open(spark, settings),
        ScoreInput.of(LoanRun.SPEC, settings.job()));
  }

  @Test
  void everyColumnThatIsMissingIsNamedWithItsReason(SparkSession spark) {
    LoanRun.write(table(spark).drop("id", "town", "purpose"), folder);

    assertThatThrownBy(() -> check(spark))
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.SOURCE_MISSING))
        .hasMessage(
            """
            column id (BIGINT) is not in the source, but source.key names it
            column purpose (STRING) is not in the source, but the run's features read it
            column town (STRING) is not in the source, but score.keep names it""");
  }

  @Test
  void aColumnThatTheRunNeverSawHasNoType(SparkSession spark) {
    LoanRun.write(table(spark), folder);

    assertThatThrownBy(() -> check(spark, "score.keep=[branch]"))
        .hasMessage("column branch is not in the source, but score.keep names it");
  }

  @Test
  void aTypeThatReadsOtherwiseThanInTrainingIsRefused(SparkSession spark) {
    LoanRun.write(
        table(spark)
            .withColumn("amount", col("amount").cast("string"))
            .withColumn("rate", col("rate").gt(0.5)),
        folder);

    assertThatThrownBy(() -> check(spark))
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.SOURCE_MISSING))
        .hasMessage(
            """
            column amount is STRING in the source, but run first was trained on DOUBLE and reads it as a number: cast it where the table is created
            column rate is BOOLEAN in the source, but run first was trained on DOUBLE and reads it as a number: cast it where the table is created""");
  }

  @Test
  void anotherTypeOfTheSameValuesIsAccepted(SparkSession spark) {
    LoanRun.write(
        table(spark)
            .withColumn("amount", col("amount").cast("int"))
            .withColumn("rate", col("rate").cast("float"))
            .withColumn("purpose", col("id").cast("int"))
            .withColumn("id", col("id").cast("string")),
        folder);

    assertThatCode(() -> check(spark)).doesNotThrowAnyException();
  }

  /** Their values are converted, and checked when they are read. */
  @Test
  void numbersInTextFilesAreNoOtherType(SparkSession spark) {
    table(spark)
        .coalesce(1)
        .write()
        .option("header", true)
        .csv(folder.resolve("rows").toUri().toString());

    assertThatCode(() -> check(spark, "source.format=csv")).doesNotThrowAnyException();
  }
}
