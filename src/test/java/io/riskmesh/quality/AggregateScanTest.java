package io.riskmesh.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkTest.class)
class AggregateScanTest {

  private static Dataset<Row> rows(SparkSession spark) {
    return spark
        .range(0, 1_000, 1, 4)
        .selectExpr("id", "if(id % 3 = 0, null, id - 500) as x", "if(id < 0, 1, null) as none");
  }

  @Test
  void extremesOfEveryTypeAreFound(SparkSession spark) {
    Map<String, List<Object>> types = new LinkedHashMap<>();
    types.put("x", List.of(-499L, 498L));
    types.put("cast(x as int)", List.of(-499, 498));
    types.put("cast(x as smallint)", List.of((short) -499, (short) 498));
    types.put("x / 4", List.of(-124.75, 124.5));
    types.put("cast(x / 4 as float)", List.of(-124.75f, 124.5f));
    types.put(
        "cast(x as decimal(20, 2))", List.of(new BigDecimal("-499.00"), new BigDecimal("498.00")));
    types.put("lpad(id, 4, '0')", List.of("0000", "0999"));
    types.put(
        "date_add(date'2026-01-01', cast(x as int))",
        List.of(LocalDate.of(2026, 1, 1).minusDays(499), LocalDate.of(2026, 1, 1).plusDays(498)));
    types.put(
        "timestamp_seconds(x)", List.of(Instant.ofEpochSecond(-499), Instant.ofEpochSecond(498)));
    AggregateScan scan = new AggregateScan();
    Map<String, List<AggregateScan.Handle>> handles = new LinkedHashMap<>();
    types
        .keySet()
        .forEach(
            type -> handles.put(type, List.of(scan.least(expr(type)), scan.greatest(expr(type)))));
    AggregateScan.Handle none = scan.least(col("none"));

    AggregateScan.ScanResult result = scan.run(rows(spark));

    types.forEach(
        (type, ends) ->
            assertThat(handles.get(type).stream().map(result::value).toList())
                .as(type)
                .isEqualTo(ends));
    assertThat(result.value(none)).isNull();
    assertThat(result.rows()).isEqualTo(1_000);
  }

  /** More than one pass takes at once; a condition that is null does not count. */
  @Test
  void anyNumberOfConditionsIsCounted(SparkSession spark) {
    AggregateScan scan = new AggregateScan();
    List<AggregateScan.Handle> handles = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      handles.add(scan.rowsWhere(col("x").lt(i - 500)));
    }

    AggregateScan.ScanResult result = scan.run(rows(spark));

    for (int i = 0; i < 1_200; i += 99) {
      int below = Math.min(i, 1_000);
      assertThat(result.count(handles.get(i))).isEqualTo(below - (below + 2) / 3);
    }
  }

  @Test
  void withoutAggregatesRowsAreCounted(SparkSession spark) {
    assertThat(new AggregateScan().run(rows(spark)).rows()).isEqualTo(1_000);
  }
}
