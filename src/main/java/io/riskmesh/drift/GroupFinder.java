package io.riskmesh.drift;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.model.CanonicalValues;
import io.riskmesh.privacy.SmallCells;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Finds the groups of every column in one aggregation: each row is unpivoted to one row per column,
 * equal values are counted, and the few distinct values that remain are ranked. A numeric column
 * with more than {@link #MAX_VALUES} distinct values is cut into deciles that keep equal numbers
 * together; any other column is counted by its most frequent values.
 */
final class GroupFinder {
  private static final int MAX_VALUES = 20;
  private static final int RANGES = 10;

  /**
   * Groups found for a column.
   *
   * @param missing rows without a value
   * @param distribution distribution of the other rows
   */
  record FoundGroups(long missing, ColumnDistribution distribution) {}

  private GroupFinder() {}

  /** Rows, and how each of their columns is read. */
  record FinderPart(Dataset<Row> rows, List<ObservedColumn> readings) {

    /**
     * Returns one row per row and column: the column's number, starting at {@code first}, and its
     * value.
     */
    private Dataset<Row> melted(int first) {
      Column[] values = readings.stream().map(GroupFinder::value).toArray(Column[]::new);
      return rows.select(posexplode(array(values)).as(new String[] {"column", "value"}))
          .select(col("column").plus(first).as("column"), col("value"));
    }
  }

  /**
   * Finds the groups in one Spark job over all parts; one entry per reading, in the order of the
   * parts.
   */
  static List<FoundGroups> find(FinderPart... parts) {
    Dataset<Row> melted = null;
    int columns = 0;
    for (FinderPart part : parts) {
      Dataset<Row> some = part.melted(columns);
      melted = melted == null ? some : melted.union(some);
      columns += part.readings.size();
    }
    Map<Integer, List<Row>> found =
        grouped(counted(melted)).collectAsList().stream()
            .collect(Collectors.groupingBy(row -> row.<Integer>getAs("column")));
    return IntStream.range(0, columns)
        .mapToObj(i -> found(found.getOrDefault(i, List.of())))
        .toList();
  }

  private static Dataset<Row> counted(Dataset<Row> melted) {
    return melted
        .groupBy(
            col("column"),
            col("value.missing").as("missing"),
            col("value.text").as("text"),
            col("value.rounded").as("rounded"))
        .agg(
            count(lit(1)).as("rows"),
            min("value.number").as("least"),
            max("value.number").as("greatest"));
  }

  private static Column value(ObservedColumn reading) {
    Column text = reading.isNumber() ? lit(null).cast("string") : reading.text();
    return struct(
        reading.text().isNull().as("missing"),
        text.as("text"),
        reading.rounded().as("rounded"),
        reading.number().as("number"));
  }

  private static Dataset<Row> grouped(Dataset<Row> counted) {
    WindowSpec column = Window.partitionBy("column", "missing");
    WindowSpec byRows = column.orderBy(col("rows").desc(), col("text"), col("rounded"));
    WindowSpec upTo =
        column.orderBy("rounded").rowsBetween(Window.unboundedPreceding(), Window.currentRow());
    Column isSingle = max(col("least").notEqual(col("greatest"))).over(column).equalTo(false);
    Column byRange = col("rounded").isNotNull().and(not(isSingle).or(col("values").gt(MAX_VALUES)));
    Column last = col("below").multiply(RANGES).minus(1).divide(col("all"));
    return counted
        .withColumn("values", count(lit(1)).over(column))
        .withColumn("rank", row_number().over(byRows))
        .withColumn("all", sum("rows").over(column))
        .withColumn("below", sum("rows").over(upTo))
        .withColumn("range", when(byRange, floor(last).cast("int")))
        .withColumn("isNamed", col("range").isNull().and(col("rank").leq(MAX_VALUES)))
        .groupBy(
            col("column"),
            col("missing"),
            col("range"),
            when(col("isNamed"), col("text")).as("text"),
            when(col("isNamed"), col("least")).as("number"),
            col("isNamed"))
        .agg(max("rounded").as("top"), sum("rows").as("rows"));
  }

  private static FoundGroups found(List<Row> groups) {
    long missing =
        groups.stream().filter(GroupFinder::isMissing).mapToLong(GroupFinder::rows).sum();
    List<Row> present = groups.stream().filter(row -> !isMissing(row)).toList();
    boolean byRange = present.stream().anyMatch(row -> row.getAs("range") != null);
    return new FoundGroups(missing, byRange ? ranges(present) : values(present));
  }

  private static boolean isMissing(Row row) {
    return row.getAs("missing");
  }

  private static long rows(Row row) {
    return row.getAs("rows");
  }

  private static ColumnDistribution ranges(List<Row> groups) {
    List<BaselineBin> ordered =
        groups.stream()
            .map(GroupFinder::bin)
            .sorted(Comparator.comparingDouble(BaselineBin::top))
            .toList();
    List<BaselineBin> merged = SmallCells.merged(ordered);
    List<Double> edges = merged.stream().limit(merged.size() - 1).map(BaselineBin::top).toList();
    return ColumnDistribution.ofRanges(edges, merged.stream().map(BaselineBin::rows).toList());
  }

  private static ColumnDistribution values(List<Row> groups) {
    long others = groups.stream().filter(r -> !isNamed(r)).mapToLong(GroupFinder::rows).sum();
    List<BaselineBin> named =
        groups.stream()
            .filter(GroupFinder::isNamed)
            .map(GroupFinder::bin)
            .sorted(Comparator.comparingDouble(BaselineBin::top).thenComparing(BaselineBin::name))
            .toList();
    List<BaselineBin> pooled = SmallCells.pooled(named, BaselineBin.others(others));
    List<BaselineBin> shown = pooled.stream().filter(bin -> bin.name() != null).toList();
    long rest = pooled.stream().filter(b -> b.name() == null).mapToLong(BaselineBin::rows).sum();
    List<Long> rows = new ArrayList<>(shown.stream().map(BaselineBin::rows).toList());
    rows.add(rest);
    return ColumnDistribution.ofValues(
        shown.stream().map(BaselineBin::name).toList(), List.copyOf(rows));
  }

  private static boolean isNamed(Row row) {
    return row.getAs("isNamed");
  }

  private static BaselineBin bin(Row row) {
    Double top = row.getAs("top");
    Object value = row.getAs("text") != null ? row.getAs("text") : row.getAs("number");
    return new BaselineBin(CanonicalValues.text(value), top == null ? Double.NaN : top, rows(row));
  }
}
