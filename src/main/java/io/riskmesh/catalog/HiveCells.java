package io.riskmesh.catalog;

import io.riskmesh.spark.ColumnExpressions;
import io.riskmesh.spark.ScalaInterop;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.objects.Invoke;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.ObjectType;
import org.apache.spark.unsafe.types.UTF8String;

/** Splits the lines of a text table of Hive for Spark, whose CSV reader has other rules. */
public final class HiveCells implements Serializable {
  private static final long serialVersionUID = 1L;

  private final CellSyntax syntax;
  private final int columns;

  private HiveCells(CellSyntax syntax, int columns) {
    this.syntax = syntax;
    this.columns = columns;
  }

  /**
   * Returns a column with the result of {@link #split} for each line.
   *
   * @param columns number of columns that the table declares
   */
  static Column of(CellSyntax syntax, int columns, Column line) {
    HiveCells cells = new HiveCells(syntax, columns);
    // Spark would repeat a deterministic call for every value that is read from its result.
    boolean isDeterministic = false;
    return ColumnExpressions.column(
        new Invoke(
            new Literal(cells, new ObjectType(HiveCells.class)),
            "split",
            DataTypes.createArrayType(DataTypes.StringType),
            ScalaInterop.seq(List.of(ColumnExpressions.expression(line))),
            ScalaInterop.seq(List.of()),
            true,
            true,
            isDeterministic));
  }

  /**
   * Returns one text per declared column, null where it is empty or missing, and as the last
   * element the line itself if it has more values or an open quote, otherwise null. Only Spark
   * calls this method.
   */
  public ArrayData split(UTF8String line) {
    Optional<List<String>> cells = syntax.split(line.toString());
    Object[] values = new Object[columns + 1];
    List<String> read = cells.orElse(List.of());
    for (int i = 0; i < Math.min(columns, read.size()); i++) {
      String value = read.get(i);
      values[i] = value == null || value.isEmpty() ? null : UTF8String.fromString(value);
    }
    values[columns] = cells.isEmpty() || read.size() > columns ? line.clone() : null;
    return new GenericArrayData(values);
  }
}
