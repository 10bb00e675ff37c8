package io.riskmesh.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.rows.StagedColumns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What file and folder names mean, and what they do not. */
@ExtendWith(SparkTest.class)
class PartitionFoldersTest {
  private static final String CSV = "x,bad\n5,1\n";

  @TempDir Path folder;
  private Written in;

  @BeforeEach
  void open(SparkSession spark) {
    in = new Written(spark, folder);
  }

  private SourceTable csv(String path, String... features) {
    return in.open("path: \"%s/%s\", format: csv".formatted(folder, path), features);
  }

  @Test
  void keysAreColumnsOfText() {
    in.text("d/_region=north/month=01/1.csv", CSV);
    in.text("d/_region=so%20uth/month=__HIVE_DEFAULT_PARTITION__/1.csv", CSV);

    assertThat(Written.rows(csv("d", "_region", "month", "x"), "_region", "month", "x"))
        .containsExactly("[north,01,5]", "[so uth,null,5]");
    in.query("parquet", "p/_region=north/month=01/1", "SELECT 5 AS x, 1 AS bad");
    SourceTable typed =
        in.open(
            "path: \"%s/p\", format: parquet, filter: \"month = '01'\"".formatted(folder), "month");
    assertThat(Written.rows(typed, "month")).containsExactly("[01]");
    assertThat(typed.schema().apply("month").dataType().sql()).isEqualTo("STRING");
  }

  @Test
  void aKeyThatOnlySomeFilesHaveIsRefusedWhenUsed() {
    in.text("d/region=north/1.csv", CSV);
    in.text("d/2.csv", CSV);
    assertThat(Written.rows(csv("d", "x"), "x")).containsExactly("[5]", "[5]");
    assertThatThrownBy(() -> csv("d", "region").readRows())
        .hasMessageContainingAll(
            "column region is a folder key of file", "region=north/1.csv but not", "d/2.csv");
  }

  @Test
  void keysAreTheSameWhateverTheirCaseAndOrder() {
    in.text("d/Region=north/month=01/1.csv", CSV);
    in.text("d/month=02/region=south/1.csv", CSV);
    assertThat(Written.rows(csv("d", "region", "month"), "region", "month"))
        .containsExactly("[north,01]", "[south,02]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc", "csv"})
  void keysAreNumbersAndTimesWhereTheJobNeedsThem(String format) {
    for (String month : List.of("01", "02", "10", "soon")) {
      String at = "d/day=2024-%s-01/month=%s/1".formatted(month, month);
      if (format.equals("csv")) {
        in.text(at + ".csv", CSV);
      } else {
        in.query(format, at, "SELECT 5 AS x, 1 AS bad");
      }
    }
    SourceSelection named =
        in.wanted("path: \"%s/d\", format: %s, filter: x > 1".formatted(folder, format), "x");
    ColumnRoles roles =
        new ColumnRoles(Set.of("x", "bad", "month", "day"), Set.of("month"), Set.of("day"));
    SourceTable table =
        FileSource.open(
            in.spark(),
            new SourceSelection(named.source(), roles),
            "2026-01-01T00:00:00Z",
            Optional.empty());
    assertThat(StagedColumns.isText(table.schema(), "month")).isTrue();
    assertThat(Written.rows(table, "month", "_text.month", "day"))
        .containsExactly(
            "[1.0,01,2024-01-01 00:00:00.0]",
            "[10.0,10,2024-10-01 00:00:00.0]",
            "[2.0,02,2024-02-01 00:00:00.0]",
            "[null,soon,null]");
    assertThat(table.readEveryColumn().select("month", "day").collectAsList())
        .extracting(Row::toString)
        .contains("[01,2024-01-01]", "[soon,2024-soon-01]");
  }

  @Test
  void aKeyThatTheFilesHaveAsWellIsRefusedWhenUsed() {
    in.text("d/X=9/1.csv", "x,bad,y\n5,1,7\n");
    assertThat(Written.rows(csv("d", "y"), "y")).containsExactly("[7]");
    assertThatThrownBy(() -> csv("d", "X").readRows())
        .hasMessageContaining("column X is both a folder key and a column of file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "[2024]", "x*", "what?", "50%", "a%20b", "{q}"})
  void charactersOfPatternsAreCharacters(String name) {
    in.text(name + "/" + name + ".csv", CSV);
    in.text("2/x1/4/not-this.csv", CSV);
    assertThat(Written.rows(csv(name, "x"), "x")).containsExactly("[5]");
    in.text(name + "/" + name + "2.csv", CSV);
    SourceTable two = csv(name, "x");
    assertThat(Written.marks(two)).hasSize(2).isEqualTo(two.listFilePaths().keySet());
    assertThat(Written.rows(csv(name + "/" + name + ".csv", "x"), "x")).containsExactly("[5]");
  }

  @Test
  void filesThatAreSkippedAndHoldRowsAreNamed() throws Exception {
    in.text("d/1.csv", CSV);
    in.text("d/_part.csv", CSV);
    in.text("d/.hidden.csv", CSV);
    in.text("d/_SUCCESS", "x");
    in.text("d/.1.csv.crc", "x");
    Files.createFile(folder.resolve("d/_empty.csv"));
    SourceTable table = csv("d", "x");
    assertThat(Written.rows(table, "x")).hasSize(1);
    assertThat(table.remarks())
        .singleElement()
        .asString()
        .contains("2 files are not read", ".hidden.csv", "_part.csv")
        .doesNotContain("_SUCCESS", "crc", "_empty");
  }
}
