package io.riskmesh.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class TableSeedTest {
  private static final TableName TABLE = TableName.parse("risk.loans");

  @TempDir Path folder;

  @Test
  void aColumnHasATypeOnlyWhenNothingOfItsTextIsLost(SparkSession spark) {
    Path csv =
        new Written(spark, folder)
            .text(
                "seed.csv",
                "zip,n,big,x,day,at,q,none,long\n"
                    + "01069,1,3000000000,0.5,2024-01-01,2024-01-01 10:00:00,\"TV 55\"\"\",,1234567890123456.5\n"
                    + "10115,,4,7,2024-01-02,2024-01-02,sofa,,1\n");
    Dataset<Row> rows = TableSeed.readRows(spark, TABLE, csv.toString(), Set.of());
    assertThat(rows.schema().toDDL().replace(" NOT NULL", ""))
        .isEqualTo(
            "zip STRING,n INT,big BIGINT,x DOUBLE,day DATE,at TIMESTAMP,q STRING,none STRING,long STRING");
    assertThat(rows.first())
        .hasToString(
            "[01069,1,3000000000,0.5,2024-01-01,2024-01-01 10:00:00.0,TV 55\",null,1234567890123456.5]");
  }

  @Test
  void recordsWithoutTheHeadersShapeAreRefused(SparkSession spark) {
    Path csv = new Written(spark, folder).text("seed.csv", "a,b\n1,2\n1\n1,2,3\n");
    assertThatThrownBy(() -> TableSeed.readRows(spark, TABLE, csv.toString(), Set.of()))
        .isInstanceOf(RunException.class)
        .hasMessageContainingAll("risk.loans", "2 of 3 records", "seed.csv")
        .extracting(e -> ((RunException) e).outcome())
        .isEqualTo(Outcome.DATA_QUALITY);
  }

  @Test
  void theEndingSaysTheFormat(SparkSession spark) {
    Written in = new Written(spark, folder);
    String sql =
        "SELECT '01069' AS zip, '1' AS code, CAST(1 AS smallint) AS n, CAST(0.1 AS float) AS x,"
            + " 1.50BD AS d, DATE'2024-01-01' AS day, array(1) AS many";
    for (String format : List.of("parquet", "orc")) {
      Dataset<Row> rows = read(spark, in.query(format, "seed", sql), "zip");
      assertThat(rows.schema().toDDL().replace(" NOT NULL", ""))
          .isEqualTo("zip STRING,code STRING,n SMALLINT,x FLOAT,d DECIMAL(3,2),day DATE");
      assertThat(rows.collectAsList()).hasToString("[[01069,1,1,0.1,1.50,2024-01-01]]");
    }
    Dataset<Row> json =
        read(
            spark,
            in.text("seed.jsonl", "{\"zip\":\"01069\",\"n\":1}\n{\"zip\":\"10115\"}\n"),
            "zip");
    assertThat(json.schema().toDDL()).isEqualTo("zip STRING,n INT");
    assertThat(json.collectAsList()).hasToString("[[01069,1], [10115,null]]");
  }

  @Test
  void foldersAreReadWithTheirKeys(SparkSession spark) {
    Written in = new Written(spark, folder);
    in.query("parquet", "loans.parquet/month=1/a", "SELECT 1 AS id");
    in.query("parquet", "loans.parquet/month=2/b", "SELECT 2L AS id");
    assertThat(read(spark, folder.resolve("loans.parquet"), "id").orderBy("id").collectAsList())
        .hasToString("[[1,1], [2,2]]");
  }

  @Test
  void filesThatAreNotWhatTheirEndingSaysAreRefusedWithoutTheirTexts(SparkSession spark)
      throws IOException {
    Written in = new Written(spark, folder);
    Path parquet = in.query("parquet", "made", "SELECT 'Miller' AS name, 1 AS id");
    for (Path file :
        List.of(
            in.text("lines.csv", "{\"name\":\"Miller\",\"id\":1}\n"),
            in.text("headless.csv", "Miller,1\n"),
            in.text("text.parquet", "name,id\nMiller,1\n"),
            in.text("text.json", "name,id\nMiller,1\n"),
            Files.copy(parquet, folder.resolve("made.csv")))) {
      assertThatThrownBy(() -> read(spark, file, "name", "id"))
          .as(file.toString())
          .isInstanceOf(RunException.class)
          .hasMessageContainingAll(file.getFileName().toString(), "ending")
          .hasMessageNotContaining("Miller")
          .extracting(e -> ((RunException) e).outcome())
          .isEqualTo(Outcome.SOURCE_MISSING);
    }
  }

  @Test
  void aColumnOfTheJobThatHasNoSingleValueIsRefused(SparkSession spark) {
    Path file =
        new Written(spark, folder).query("parquet", "seed", "SELECT 1 AS id, array(1) AS a");
    assertThatThrownBy(() -> read(spark, file, "id", "a"))
        .hasMessageContaining("column a is ARRAY<INT>");
  }

  private static Dataset<Row> read(SparkSession spark, Path file, String... used) {
    return TableSeed.readRows(spark, TABLE, file.toString(), Set.of(used));
  }
}
