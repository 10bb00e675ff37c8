package io.riskmesh.catalog;

import static org.apache.parquet.column.ParquetProperties.WriterVersion.PARQUET_1_0;
import static org.apache.parquet.column.ParquetProperties.WriterVersion.PARQUET_2_0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.rows.StagedColumns;
import java.nio.file.Path;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Types that Parquet has and Spark lacks, and data pages of version 2. */
@ExtendWith(SparkTest.class)
class ParquetTypesTest {
  @TempDir Path folder;
  private Written in;

  @BeforeEach
  void open(SparkSession spark) {
    in = new Written(spark, folder);
  }

  private SourceTable table(Path file, String more, String... features) {
    return in.open("path: \"%s\"%s".formatted(file, more), features);
  }

  @Test
  void nanosecondsAreReadAsTheMicrosecondTheyAreIn() {
    Path file =
        in.parquet(
            "nanos.parquet",
            PARQUET_1_0,
            "optional int64 t (TIMESTAMP(NANOS,true)); required int32 bad;",
            new Object[] {-1L, 1},
            new Object[] {1_700_000_000_123_456_789L, 0},
            new Object[] {null, 0});
    assertThat(Written.rows(table(file, "", "t"), "t"))
        .containsExactly("[1969-12-31 23:59:59.999999]", "[2023-11-14 22:13:20.123456]", "[null]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "optional int64 o (TIME(MICROS,true)); | TIME(MICROS,true)",
        "optional int32 o (TIME(MILLIS,true)); | TIME(MILLIS,true)",
        "optional fixed_len_byte_array(16) o (UUID); | UUID",
        "optional fixed_len_byte_array(12) o (INTERVAL); | INTERVAL",
        "optional fixed_len_byte_array(22) o (DECIMAL(50,2)); | DECIMAL(50,2)",
        "optional binary o (BSON); | BINARY",
        "optional group o { optional int32 first-name; } | STRUCT<`first-name`: INT>",
      })
  void whatCannotBeReadIsRefusedWhenUsedAndPassedOverElse(String field, String word) {
    Path file =
        in.parquet(
            "odd.parquet",
            PARQUET_1_0,
            "required int32 bad; required int32 x; " + field,
            new Object[] {1, 5});
    SourceTable table = table(file, "", "x");
    assertThat(Written.rows(table, "x")).containsExactly("[5]");
    assertThat(table.readEveryColumn().collectAsList()).hasToString("[[1,5,null]]");
    assertThatThrownBy(() -> table(file, "", "o").readRows())
        .hasMessageContaining("column o is " + word);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'a'", "7.5D", "DATE'2024-01-01'", "true"})
  void aColumnOfTheTypeWithoutValuesTakesTheTypeOfOtherFiles(String other) {
    Path empty =
        in.parquet(
            "data/1.parquet",
            PARQUET_1_0,
            "optional int32 x; required int32 y; required int32 bad;",
            new Object[] {null, 1, 1});
    Written.withoutValues(empty, "x");
    in.query("parquet", "data/2", "SELECT %s AS x, 2 AS y, 0 AS bad".formatted(other));

    SourceTable table = in.open("path: \"%s/data\", format: parquet".formatted(folder), "x", "y");
    assertThat(Written.rows(table, "x", "y"))
        .hasSize(2)
        .contains("[null,1]")
        .noneMatch(row -> row.startsWith("[null,2"));
  }

  @Test
  void enumsAndJsonAreText() {
    Path file =
        in.parquet(
            "text.parquet",
            PARQUET_1_0,
            "required binary e (ENUM); required binary j (JSON); required int32 bad;",
            new Object[] {"A", "{}", 1});
    assertThat(Written.rows(table(file, "", "e", "j"), "e", "j")).containsExactly("[A,{}]");
  }

  @ParameterizedTest
  @EnumSource
  void bytesWithoutALogicalTypeAreText(WriterVersion version) {
    Path file =
        in.parquet(
            "impala.parquet",
            version,
            "optional binary t; required int32 bad;",
            new Object[] {"Zürich", 1},
            new Object[] {null, 0},
            new Object[] {new byte[] {'Z', (byte) 0xFC}, 0});
    SourceTable table = table(file, ", filter: \"t <> 'Bern' OR t IS NULL\"", "t");
    assertThat(table.schema().toDDL()).startsWith("t STRING");
    assertThat(table.readRows().selectExpr("t", StagedColumns.UNDECODED).collectAsList().toString())
        .isEqualTo("[[Zürich,false], [null,false], [Z\uFFFD,true]]");
  }

  @Test
  void bytesOfOneFileAndTextOfAnotherAreOneColumn() {
    in.parquet(
        "data/1.parquet",
        PARQUET_1_0,
        "optional binary t; required int32 bad;",
        new Object[] {"a", 1});
    in.query("parquet", "data/2", "SELECT 'b' AS t, 0 AS bad");
    SourceTable table = in.open("path: \"%s/data\", format: parquet".formatted(folder), "t");
    assertThat(Written.rows(table, "t")).containsExactly("[a]", "[b]");
  }

  @Test
  void whatSparkWroteAsBinaryIsNotText() {
    Path file = in.query("parquet", "spark", "SELECT CAST('a' AS binary) AS t, 2 AS x, 1 AS bad");
    assertThat(table(file, "", "x").schema().apply("t").dataType().sql()).isEqualTo("BINARY");
  }

  @Test
  void pagesOfTheSecondVersionAreRead() {
    Path file =
        in.parquet(
            "v2.parquet",
            PARQUET_2_0,
            "optional binary s (STRING); required int64 n; optional boolean b; required int32 bad;",
            new Object[] {"ab", 1L << 40, true, 1},
            new Object[] {"ac", -5L, null, 0});
    assertThat(Written.rows(table(file, "", "s", "n", "b"), "s", "n", "b"))
        .containsExactly("[ab,1099511627776,true]", "[ac,-5,null]");
  }

  @Test
  void oldDatesAreReadByTheDeclaredCalendar() {
    Path file =
        in.parquet(
            "old.parquet",
            PARQUET_1_0,
            "required int32 d (DATE); required int64 t (TIMESTAMP(MICROS,false)); required int32 bad;",
            new Object[] {-719162, -719162L * 86_400_000_000L, 1});
    assertThat(Written.rows(table(file, "", "d", "t"), "d", "t"))
        .containsExactly("[0001-01-01,0001-01-01T00:00]");
    assertThat(Written.rows(table(file, ", calendar: hybrid", "d", "t"), "d", "t"))
        .containsExactly("[0001-01-03,0001-01-03 00:00:00.0]");
  }
}
