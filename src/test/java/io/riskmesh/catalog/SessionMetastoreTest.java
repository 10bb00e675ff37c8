package io.riskmesh.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.aws.AwsClients;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables that Spark creates by USING, in the catalog of a session without Hive; {@code HiveIT}
 * tests a real metastore.
 */
@ExtendWith(SparkTest.class)
class SessionMetastoreTest {
  @TempDir Path folder;
  private SparkSession spark;

  @BeforeEach
  void createDatabase(SparkSession session) {
    spark = session;
    spark.sql("CREATE DATABASE using_spark LOCATION '" + folder.resolve("db") + "'");
  }

  @AfterEach
  void dropDatabase() {
    spark.sql("DROP DATABASE using_spark CASCADE");
  }

  @Test
  void readsCsvByTheOptionsThatTheTableHas() throws IOException {
    Files.writeString(
        Files.createDirectories(folder.resolve("csv")).resolve("a.csv"),
        "Amount;label\n'5';0\n# of no use\nNA;1\n");
    spark.sql(
        "CREATE TABLE using_spark.t (Amount int, label int) USING csv OPTIONS (HEADER 'true', "
            + "sep ';', quote \"'\", comment '#', nullValue 'NA') LOCATION '"
            + folder.resolve("csv")
            + "'");
    SourceTable table = open("t", "Amount", null);
    assertThat(table.isText()).isTrue();
    assertThat(table.readRows().select("Amount", "label", "_malformed").collectAsList())
        .hasToString("[[5,0,false], [null,1,false]]");
  }

  @Test
  void readsJson() throws IOException {
    Files.writeString(
        Files.createDirectories(folder.resolve("json")).resolve("a.json"),
        "{\"amount\": 5, \"label\": 0}\n{\"label\": 1}\n");
    spark.sql(
        "CREATE TABLE using_spark.t (amount int, label int) USING json LOCATION '"
            + folder.resolve("json")
            + "'");
    assertThat(open("t", "amount", null).readRows().select("amount", "label").collectAsList())
        .hasToString("[[5,0], [null,1]]");
  }

  @Test
  void readsThePartitionsOfParquetThatTheFilterLeaves() {
    spark.sql(
        "CREATE TABLE using_spark.t USING parquet PARTITIONED BY (Year) AS "
            + "SELECT 5 AS Amount, 0 AS label, 2025 AS Year UNION ALL SELECT 7, 1, 1999");
    SourceTable table = open("t", "Amount", "Year = 2025 AND Amount > 0");
    assertThat(table.readRows().collectAsList()).hasToString("[[5,0]]");
    assertThat(table.pin().table().partitions()).isEqualTo("Year = 2025");
    assertThat(table.pin().files()).hasSize(1);
  }

  @Test
  void readsColumnsOfAnyNameAndType() {
    spark.sql(
        "CREATE TABLE using_spark.t USING parquet AS "
            + "SELECT 5 AS amount, 0 AS label, named_struct('a b', 1) AS `its parts`");
    assertThat(open("t", "amount", null).schema().apply("its parts").dataType().sql())
        .isEqualTo("STRUCT<`a b`: INT>");
  }

  @Test
  void refusesAViewByName() {
    spark.sql("CREATE VIEW using_spark.seen AS SELECT 1 AS amount, 0 AS label");
    fails("seen", "using_spark.seen has no files: it is a view");
  }

  @Test
  void saysWhatIsMissingAndThatThereIsNoHive() {
    fails("t", "using_spark.t is not in the session's catalog, which is not a Hive metastore");
  }

  private void fails(String table, String message) {
    assertThatThrownBy(() -> open(table, "amount", null))
        .isInstanceOf(RunException.class)
        .hasMessageContaining(message)
        .extracting(e -> ((RunException) e).outcome())
        .isEqualTo(Outcome.SOURCE_MISSING);
  }

  private SourceTable open(String table, String column, String filter) {
    try {
      Path job =
          Files.writeString(
              folder.resolve("job.yaml"),
              """
              name: job
              source: {table: using_spark.%s, filter: %s}
              label: {column: label, positive: 1}
              features: [{name: amount, kind: numeric, column: %s}]
              """
                  .formatted(table, filter, column));
      Path env =
          Files.writeString(
              folder.resolve("env.yaml"),
              "catalog: {type: hive}\nartifacts: {uri: %s}\n".formatted(folder.resolve("out")));
      EffectiveConfig settings =
          EffectiveConfig.load(Optional.of(job.toString()), Optional.of(env.toString()), List.of());
      return SourceResolver.open(
          spark,
          new AwsClients(settings.env().aws()),
          new SourceRequest(
              settings.job(),
              settings.env(),
              "2026-01-01T00:00:00Z",
              folder.resolve("work").toString(),
              Optional.empty()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
