package io.riskmesh.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.config.JobConfig;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.Store;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class TextCheckTest {
  private static final StructType READ =
      new StructType()
          .add("amount", DataTypes.DoubleType)
          .add(StagedColumns.text("amount"), DataTypes.StringType)
          .add(StagedColumns.MALFORMED, DataTypes.BooleanType);

  @TempDir Path folder;

  private JobConfig job(String... set) {
    return LoanRun.settings(folder, set).job();
  }

  private static Dataset<Row> rows(SparkSession spark, Row... rows) {
    return spark.createDataFrame(Arrays.asList(rows), READ);
  }

  private static Row row(Double read, String text) {
    return RowFactory.create(read, text, false);
  }

  @Test
  void textThatIsNoNumberIsCountedAndNotQuoted(SparkSession spark) {
    Dataset<Row> rows =
        rows(spark, row(1.0, "1"), row(null, "secret"), row(null, ""), row(null, null));

    assertThatThrownBy(() -> TextCheck.check(rows, job()))
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.DATA_QUALITY))
        .hasMessageContaining(
            "column amount: 1 of 4 rows have text that cannot be read as the type the model was trained on")
        .hasMessageContaining("source.missingValues")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aCodeForMissingIsNoUnreadableText(SparkSession spark) {
    Dataset<Row> rows = rows(spark, row(1.0, "1"), row(null, "NA"));

    assertThatThrownBy(() -> TextCheck.check(rows, job())).hasMessageContaining("1 of 2 rows");
    assertThatCode(() -> TextCheck.check(rows, job("source.missingValues=[NA]")))
        .doesNotThrowAnyException();
  }

  @Test
  void numbersAndDatesInOneColumnAreTwoUnits(SparkSession spark) {
    Dataset<Row> rows = rows(spark, row(5.0, "5"), row(19723.0, "2024-01-01"));

    assertThatThrownBy(() -> TextCheck.check(rows, job()))
        .hasMessageContaining("notation on amount: it mixes 1 numbers and 1 dates");
  }

  @Test
  void recordsThatDoNotMatchTheFileAreCounted(SparkSession spark) {
    Dataset<Row> rows =
        rows(spark, row(1.0, "1"), row(2.0, "2"), RowFactory.create(3.0, "3", true));

    assertThatThrownBy(() -> TextCheck.check(rows, job()))
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.DATA_QUALITY))
        .hasMessageContaining("1 of 3 rows do not match the file's columns");
  }

  @Test
  void readableTextPasses(SparkSession spark) {
    assertThatCode(() -> TextCheck.check(rows(spark, row(1.0, "1"), row(2.5, "2.5")), job()))
        .doesNotThrowAnyException();
    assertThatCode(() -> TextCheck.check(rows(spark), job())).doesNotThrowAnyException();
  }

  /** A table has types: nothing is read for a check of texts. */
  @Test
  void rowsWithoutTextsAreNotRead(SparkSession spark) {
    String gone = folder.resolve("gone").toUri().toString();
    spark.range(1).selectExpr("cast(id as double) as amount").write().parquet(gone);
    Dataset<Row> unreadable = spark.read().parquet(gone);
    Store.openAt(folder.toString(), Map.of()).delete("gone");
    assertThatThrownBy(unreadable::collectAsList).isInstanceOf(Exception.class);

    assertThatCode(() -> TextCheck.check(unreadable, job())).doesNotThrowAnyException();
  }
}
