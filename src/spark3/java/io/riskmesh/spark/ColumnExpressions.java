package io.riskmesh.spark;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.types.DataType;

/** Converts between columns and the expressions that they are in Spark 3. */
public final class ColumnExpressions {
  private ColumnExpressions() {}

  /** Returns a column with the value of the expression. */
  public static Column column(Expression expression) {
    return new Column(expression);
  }

  /**
   * Returns the expression of a column: the same one that {@link #column} was given; for columns of
   * Spark's functions one that only Spark's analysis can read.
   */
  public static Expression expression(Column column) {
    return column.expr();
  }

  /**
   * Returns a call of a public static method; it is null where an argument is.
   *
   * @param nullable whether the result may also be null where no argument is
   */
  public static Expression staticCall(
      Class<?> owner,
      String method,
      DataType returns,
      boolean nullable,
      List<Expression> arguments) {
    return new StaticInvoke(
        owner,
        returns,
        method,
        ScalaInterop.seq(arguments),
        ScalaInterop.seq(List.of()),
        true,
        nullable,
        true);
  }
}
