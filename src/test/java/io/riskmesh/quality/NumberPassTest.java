package io.riskmesh.quality;

import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.quality.NumberPass.NumberReading;
import io.riskmesh.rows.CanonicalColumns;
import io.riskmesh.rows.NumberMatching;
import io.riskmesh.rows.StagedColumns;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkTest.class)
class NumberPassTest {
  private static final List<NumberTest> TESTS =
      List.of(
          new NumberTest.NoNumber(),
          new NumberTest.NotFinite(),
          new NumberTest.OutOfRange(-2, 0.5),
          new NumberTest.OutOfRange(0, Double.POSITIVE_INFINITY),
          new NumberTest.OutOfRange(Double.NEGATIVE_INFINITY, 0));

  private static final List<String> TYPES =
      List.of(
          "double",
          "float",
          "int",
          "bigint",
          "smallint",
          "tinyint",
          "decimal(9, 2)",
          "boolean",
          "date",
          "timestamp");

  private static final List<List<String>> ENTRIES =
      List.of(List.of(), List.of("", "-1", "1970-01-02", "true"), List.of("Infinity", "0"));

  /** Missing, infinite, huge, both zeros, an entry, and numbers around the limits. */
  private static Dataset<Row> rows(SparkSession spark, String type) {
    String values =
        switch (type) {
          case "double", "float" ->
              "null, 'NaN', 'Infinity', '-Infinity', '1e39', '-0.0', '0', '-1', '0.5', '0.25', '7'";
          case "boolean" -> "null, 'true', 'false'";
          case "date", "timestamp" ->
              "null, '1970-01-01', '1970-01-02', '1969-12-30', '2026-11-30'";
          default -> "null, '0', '-1', '1', '-2', '-3', '100'";
        };
    return spark.sql(
        "select cast(v as %s) as `_raw.x`, id from (select explode(array(%s)) as v), range(3)"
            .formatted(type, values));
  }

  @Test
  void countsAndFindsWhatSparkDoes(SparkSession spark) {
    for (String type : TYPES) {
      for (List<String> entries : ENTRIES) {
        Dataset<Row> rows = rows(spark, type);
        DataType stored = StagedColumns.type(rows.schema(), "_raw.x");
        Column present = NumberMatching.present(rows.schema(), "_raw.x", "_text.x", entries);
        Column number = CanonicalColumns.number(present, stored);
        NumberReading reading = new NumberReading("_raw.x", "_text.x", entries);
        AggregateScan scan = new AggregateScan();
        List<AggregateScan.Handle> plain = new ArrayList<>();
        List<AggregateScan.Handle> evaluated = new ArrayList<>();
        for (NumberTest test : TESTS) {
          plain.add(scan.rowsWhere(test, List.of(reading)));
          evaluated.add(scan.rowsWhere(test.on(number)));
        }
        Column value = when(not(isnan(number)), StagedColumns.column("_raw.x"));
        plain.addAll(scan.ends(reading, stored));
        evaluated.add(scan.least(value));
        evaluated.add(scan.greatest(value));

        AggregateScan.ScanResult result = scan.run(rows);

        assertThat(plain.stream().map(result::value))
            .as("%s without %s", type, entries)
            .isEqualTo(evaluated.stream().map(result::value).toList());
      }
    }
  }

  @Test
  void hashesDifferWhereNumbersDo(SparkSession spark) {
    Dataset<Row> rows =
        spark.sql(
            "select * from values (0D, 1, 1D), (-0D, 1, 2D), (null, 2, 1D) as t(same, whole, other)");
    NumberReading same = new NumberReading("same", "", List.of());
    NumberReading whole = new NumberReading("whole", "", List.of());
    NumberReading other = new NumberReading("other", "", List.of());
    AggregateScan scan = new AggregateScan();
    List<AggregateScan.Handle> alike = scan.ends(List.of(same, whole));
    List<AggregateScan.Handle> apart = scan.ends(List.of(same, other));

    AggregateScan.ScanResult result = scan.run(rows);

    assertThat(result.value(alike.get(0))).isNotNull().isEqualTo(result.value(alike.get(1)));
    assertThat(result.value(apart.get(0))).isNotEqualTo(result.value(apart.get(1)));
    assertThat(result.rows()).isEqualTo(3);
  }
}
