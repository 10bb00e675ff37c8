package io.riskmesh.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of one folder, the second of which was written differently. */
@ExtendWith(SparkTest.class)
class FilesAgreeTest {
  @TempDir Path folder;
  private Written in;

  @BeforeEach
  void open(SparkSession spark) {
    in = new Written(spark, folder);
  }

  private SourceTable both(String format, String... features) {
    return in.open("path: \"%s/data\", format: %s".formatted(folder, format), features);
  }

  private void write(String format, String first, String second) {
    in.query(format, "data/1", first);
    in.query(format, "data/2", second);
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc", "json"})
  void namesAreTheSameWhateverTheirCase(String format) {
    write(format, "SELECT 5 AS income, 1 AS bad", "SELECT 7 AS Income, 0 AS BAD");

    assertThat(Written.rows(both(format, "income"), "income")).containsExactly("[5]", "[7]");
    assertThat(both(format, "income").schema().fieldNames()).containsExactly("income", "bad");
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc", "json"})
  void aColumnThatAFileLacksIsRefusedWhenItIsUsed(String format) {
    write(
        format, "SELECT 5 AS income, 'a' AS x, 1 AS bad", "SELECT 7 AS salary, 'b' AS x, 0 AS bad");

    assertThat(Written.rows(both(format, "x"), "x")).as("unused").containsExactly("[a]", "[b]");
    String instead = format.equals("json") ? "(which has 3 columns)" : "(which has salary)";
    refused(
        both(format, "income"),
        "column income is in file",
        "1." + format,
        "2." + format,
        instead + ": have it written under one name in all files, or remove it from the job");
  }

  @Test
  void valuesInTheFirstLineOfAFileWithoutAHeaderAreNotShown() {
    in.text("data/1.csv", "id,income,home,bad\n1,5,RENT,1\n");
    in.text("data/2.csv", "CANARY,21953.31,0,0\n3,7,OWN,0\n");
    in.text("data/3.csv", "4,21953.31,OWN,0\n3,7,OWN,0\n");

    SourceTable table = both("csv", "income");
    assertThat(table.schema().fieldNames()).containsExactly("id", "income", "home", "bad");
    assertThatThrownBy(table::readRows)
        .hasMessageContainingAll(
            "column income is in file",
            "1.csv but not in file",
            "2.csv (which has 4 columns: its header line may be missing)"
                + ": have that file written with the header line of the others")
        .hasMessageNotContainingAny("CANARY", "21953", "OWN", "remove it");
  }

  @Test
  void keysOfJsonThatNoOtherFileHasAreNotShown() {
    in.text("data/1.json", "{\"income\": 5, \"bad\": 1, \"x\": 1}\n");
    in.text("data/2.json", "{\"CANARY\": 5, \"y\": 1}\n{\"x\": 5, \"bad\": 1}\n");
    in.text("data/3.json", "{\"income\": 5, \"bad\": 1, \"x\": 1, \"y\": 3}\n");

    assertThatThrownBy(both("json", "income")::readRows)
        .hasMessageContaining("2.json (which has 4 columns, among them y)")
        .hasMessageNotContaining("CANARY");
  }

  private static void refused(SourceTable table, String... words) {
    assertThatThrownBy(table::readRows)
        .isInstanceOf(RunException.class)
        .hasMessageContainingAll(words)
        .extracting(e -> ((RunException) e).outcome())
        .isEqualTo(Outcome.SOURCE_MISSING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "parquet | 5 | 7L | [5] [7] | BIGINT",
        "parquet | 5L | 7.5D | [5.0] [7.5] | DOUBLE",
        "parquet | 9007199254740992L | 7.5D | [7.5] [9.007199254740992E15] | DOUBLE",
        "parquet | CAST(NULL AS STRING) | 7.5D | [7.5] [null] | DOUBLE",
        "parquet | CAST(1.5 AS DECIMAL(3,1)) | CAST(2.25 AS DECIMAL(9,2)) | [1.50] [2.25] | DECIMAL(9,2)",
        "parquet | 5 | CAST(2.25 AS DECIMAL(9,2)) | [2.25] [5.00] | DECIMAL(12,2)",
        "parquet | 0.5F | 7.25D | [0.5] [7.25] | DOUBLE",
        "parquet | 0.1F | 0.1D | [0.1] [0.1] | DOUBLE",
        "parquet | 16777216F | 0.1D | [0.1] [1.6777216E7] | DOUBLE",
        "parquet | -1.1F | CAST(2.25 AS DECIMAL(9,2)) | [-1.1] [2.25] | DOUBLE",
        "orc | 1.0E-9F | 0.1D | [0.1] [1.0E-9] | DOUBLE",
        "orc | 5 | 7L | [5] [7] | BIGINT",
        "orc | 5L | 7.5D | [5.0] [7.5] | DOUBLE",
        "orc | CAST(NULL AS STRING) | 7.5D | [7.5] [null] | DOUBLE",
      })
  void typesAreWidenedWhereNoValueChanges(
      String format, String first, String second, String rows, String type) {
    write(
        format,
        "SELECT %s AS x, 1 AS bad".formatted(first),
        "SELECT %s AS x, 0 AS bad".formatted(second));

    assertThat(Written.rows(both(format, "x"), "x")).containsExactly(rows.split("(?<=\\]) "));
    assertThat(both(format, "x").schema().apply("x").dataType().sql()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "parquet | 9007199254740993L | 7.5D | BIGINT | DOUBLE",
        "orc | 9007199254740993L | 7.5D | BIGINT | DOUBLE",
        "parquet | 5 | 'a' | INT | STRING",
        "parquet | DATE'2024-01-01' | TIMESTAMP'2024-01-01 10:00:00' | DATE | TIMESTAMP",
        "parquet | true | 1 | BOOLEAN | INT",
        "parquet | CAST(1.5 AS DECIMAL(20,1)) | 0.5D | DECIMAL(20,1) | DOUBLE",
      })
  void typesThatCannotBeOneAreRefusedWhenUsed(
      String format, String first, String second, String one, String other) {
    write(
        format,
        "SELECT %s AS x, 1 AS y, 1 AS bad".formatted(first),
        "SELECT %s AS x, 2 AS y, 0 AS bad".formatted(second));

    assertThat(Written.rows(both(format, "y"), "y")).as("unused").containsExactly("[1]", "[2]");
    refused(
        both(format, "x"),
        "column x is " + one + " in file",
        other + " in file",
        "1.",
        "2.",
        "have one of them rewritten with the type of the other");
    assertThat(both(format, "y").readEveryColumn().count()).isEqualTo(2);
  }

  @Test
  void aFloatBesideDoublesKeepsItsDecimal() {
    write(
        "parquet",
        "SELECT explode(array(0.1F, 0.5F, CAST('NaN' AS FLOAT))) AS x, 1 AS bad",
        "SELECT explode(array(0.1D, 0.5D, CAST('Infinity' AS DOUBLE))) AS x, 0 AS bad");

    SourceTable low =
        in.open("path: \"%s/data\", format: parquet, filter: \"x <= 0.1\"".formatted(folder), "x");
    assertThat(Written.rows(low, "x")).containsExactly("[0.1]", "[0.1]");
    assertThat(Written.rows(both("parquet", "x"), "x"))
        .containsExactly("[0.1]", "[0.1]", "[0.5]", "[0.5]", "[Infinity]", "[null]");
  }

  @Test
  void theFilterUsesColumnsToo() {
    write("parquet", "SELECT 5 AS x, 1 AS y, 1 AS bad", "SELECT 'a' AS x, 2 AS y, 0 AS bad");

    refused(
        in.open("path: \"%s/data\", format: parquet, filter: \"x > 1\"".formatted(folder), "y"),
        "column x is INT in file");
  }

  @Test
  void columnsOfOneFileThatDifferInCaseAloneAreRefusedWhenUsed() {
    in.spark().conf().set("spark.sql.caseSensitive", "true");
    in.query("parquet", "data/1", "SELECT 5 AS x, 6 AS X, 7 AS y, 1 AS bad");

    assertThat(Written.rows(both("parquet", "y"), "y")).containsExactly("[7]");
    refused(both("parquet", "x"), "column x is duplicated in file", "1.parquet");
  }

  @Test
  void aFileWithoutRowsHasNoSay() {
    write("parquet", "SELECT 5 AS x, 1 AS bad", "SELECT 'a' AS z, 1 AS bad WHERE false");

    assertThat(Written.rows(both("parquet", "x"), "x")).containsExactly("[5]");
  }

  @Test
  void moreFilesThanTheDriverReadsByItselfAreLookedAtAsWell() {
    for (int i = 0; i < 201; i++) {
      in.text("data/%03d.csv".formatted(i), "x,bad\n%d,1\n".formatted(i));
    }
    assertThat(Written.rows(both("csv", "x"), "x")).hasSize(201).contains("[200]");
    in.text("data/201.csv", "z,bad\n1,1\n");
    refused(both("csv", "x"), "000.csv", "201.csv", "(which has 2 columns)");
  }
}
