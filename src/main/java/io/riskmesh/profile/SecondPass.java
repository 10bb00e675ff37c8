package io.riskmesh.profile;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.profile.MeasuredColumn.Groups;
import io.riskmesh.rows.CanonicalColumns;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;

/**
 * Counts rows and defaults by value, or by range, of every column in one pass. As in the first
 * pass, each row is unpivoted to one row per column; the ranges are held in arrays by column. Of a
 * masked column, only a hash of the value leaves the executors.
 */
final class SecondPass {
  /**
   * Number of most frequent values that are counted individually; all others are counted together.
   */
  static final int TOP = 20;

  /** Number of leading characters of a value that are compared. */
  static final int MAX_LENGTH = 100;

  private final List<MeasuredColumn> columns;

  private SecondPass(List<MeasuredColumn> columns) {
    this.columns = columns;
  }

  /** Returns the counts by the column's position in the source. */
  static Map<Integer, List<GroupTally>> run(ProfileRows rows, List<MeasuredColumn> measured) {
    List<MeasuredColumn> counted =
        measured.stream().filter(m -> m.groups() != Groups.NONE).toList();
    return counted.isEmpty() ? Map.of() : new SecondPass(counted).run(rows);
  }

  private Map<Integer, List<GroupTally>> run(ProfileRows rows) {
    List<List<Column>> values = columns.stream().map(SecondPass::value).toList();
    Dataset<Row> melted = MeltedRows.of(rows, List.of(ProfileRows.LABEL), values);
    return frequent(grouped(melted)).collectAsList().stream()
        .map(GroupTally::of)
        .collect(Collectors.groupingBy(tally -> columns.get(tally.column()).column().index()));
  }

  private static List<Column> value(MeasuredColumn measured) {
    Column number =
        measured.kind() == ColumnKind.TEXT ? lit(null).cast("double") : measured.column().number();
    return List.of(single(measured, number).as("value"), number.as("number"));
  }

  /**
   * Returns what is counted individually: every value, or outlying numbers and texts that are not
   * numbers.
   */
  private static Column single(MeasuredColumn measured, Column number) {
    SourceColumn column = measured.column();
    if (measured.groups() == Groups.VALUES) {
      Column text = measured.isOpen() ? column.text() : column.hash().cast("string");
      return substring(text, 1, MAX_LENGTH);
    }
    Column none = lit(null).cast("string");
    if (!measured.isOpen()) {
      return none;
    }
    NumberTails tails = measured.tails();
    Column isFar =
        number
            .equalTo(floor(number))
            .and(number.leq(lit(tails.low())).or(number.geq(lit(tails.high()))));
    Column far = when(isFar, CanonicalColumns.text(number, DataTypes.DoubleType)).otherwise(none);
    return column.isText()
        ? when(number.isNull(), substring(column.text(), 1, MAX_LENGTH)).otherwise(far)
        : far;
  }

  private Dataset<Row> grouped(Dataset<Row> melted) {
    RangeLookup lookup = new RangeLookup(columns);
    Column label = col(ProfileRows.LABEL);
    return melted
        .select(
            col("column"),
            label,
            col("value.value").as("value"),
            lookup.bin().as("bin"),
            lookup.slot().as("slot"),
            lookup.isLeast().as("isLeast"),
            lookup.isGreatest().as("isGreatest"),
            col("value.number").as("number"))
        .groupBy("column", "value", "bin", "slot")
        .agg(
            count(lit(1)).as("rows"),
            count(label).as("labelled"),
            countOf(label.equalTo(1)).as("defaults"),
            countOf(col("isLeast")).as("atLeast"),
            countOf(col("isGreatest")).as("atGreatest"),
            min("number").as("from"),
            max("number").as("to"));
  }

  private static Column countOf(Column condition) {
    return count(when(condition, lit(1)));
  }

  /** Keeps the most frequent values by name, and adds up all others of a column in one row. */
  private static Dataset<Row> frequent(Dataset<Row> groups) {
    var byColumn = Window.partitionBy("column");
    Column rank =
        row_number()
            .over(byColumn.orderBy(col("value").isNull(), col("rows").desc(), col("value")));
    Column isRare = col("value").isNotNull().and(col("rank").gt(TOP));
    return groups
        .withColumn("rank", rank)
        .withColumn("values", count(col("value")).over(byColumn))
        .withColumn("rare", isRare)
        .withColumn("value", when(isRare, lit(null)).otherwise(col("value")))
        .groupBy("column", "value", "bin", "slot", "rare")
        .agg(
            max("values").as("values"),
            sum("rows").as("rows"),
            sum("labelled").as("labelled"),
            sum("defaults").as("defaults"),
            sum("atLeast").as("atLeast"),
            sum("atGreatest").as("atGreatest"),
            min("from").as("from"),
            max("to").as("to"));
  }
}
