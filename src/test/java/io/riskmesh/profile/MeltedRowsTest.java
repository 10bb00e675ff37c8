package io.riskmesh.profile;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkTest.class)
class MeltedRowsTest {
  private static final List<String> VALUES =
      List.of(
          "if(id % 7 = 0, null, id / 8)",
          "cast(if(id % 5 = 0, 'NaN', 'Infinity') as double)",
          "cast(id as int)",
          "if(id % 3 = 0, null, cast(id as string))",
          "array(id)",
          "date_add(date'2026-01-01', cast(id as int))");

  private static ProfileRows rows(SparkSession spark, int columns) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      all.add("%s as %s".formatted(VALUES.get(i % VALUES.size()), SourceColumn.name(i)));
    }
    all.add("if(id = 4, null, id % 2D) as label");
    all.add("cast(null as boolean) as malformed");
    Dataset<Row> rows = spark.range(0, 20, 1, 3).selectExpr(all.toArray(String[]::new));
    List<SourceColumn> described = new ArrayList<>();
    for (StructField field : Arrays.asList(rows.schema().fields()).subList(0, columns)) {
      described.add(new SourceColumn(described.size(), field.name(), field.dataType(), false));
    }
    return new ProfileRows(rows, described, null);
  }

  private static List<String> melted(ProfileRows rows, int from, int to) {
    List<List<Column>> values =
        rows.columns().subList(from, to).stream()
            .map(
                column ->
                    List.of(
                        column.isPresent().as("present"),
                        column.hash().as("hash"),
                        column.number().as("number")))
            .toList();
    return MeltedRows.of(rows, List.of(ProfileRows.LABEL, ProfileRows.MALFORMED), values)
        .select(col("label"), col("malformed"), col("column").plus(from), col("value"))
        .collectAsList()
        .stream()
        .map(Row::toString)
        .sorted()
        .toList();
  }

  /** A wide table has the rows of two narrow ones. */
  @Test
  void wideTablesAreMeltedLikeNarrowOnes(SparkSession spark) {
    ProfileRows wide = rows(spark, 130);
    List<String> narrow = new ArrayList<>(melted(wide, 0, 65));
    narrow.addAll(melted(wide, 65, 130));

    assertThat(narrow).hasSize(20 * 130);
    assertThat(melted(wide, 0, 130)).containsExactlyInAnyOrderElementsOf(narrow);
  }

  /** The states of floats are merged as before: a column's rows keep their partitions and order. */
  @Test
  void rowsKeepTheirOrder(SparkSession spark) {
    ProfileRows wide = rows(spark, 130);
    List<List<Column>> values =
        wide.columns().stream().map(column -> List.of(column.number().as("number"))).toList();

    List<Double> labels =
        MeltedRows.of(wide, List.of(ProfileRows.LABEL), values)
            .filter(col("column").equalTo(102))
            .select(col("value.number"))
            .collectAsList()
            .stream()
            .map(row -> row.isNullAt(0) ? null : Double.valueOf(row.getDouble(0) * 8))
            .toList();

    assertThat(labels).hasSize(20);
    for (int i = 0; i < labels.size(); i++) {
      assertThat(labels.get(i)).isEqualTo(i % 7 == 0 ? null : Double.valueOf(i));
    }
  }
}
