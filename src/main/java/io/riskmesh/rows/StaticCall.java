package io.riskmesh.rows;

import io.riskmesh.spark.ColumnExpressions;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.DataType;

/** Calls a public static method from the code that Spark generates. */
public final class StaticCall {
  private StaticCall() {}

  /**
   * Returns a call; it is null where an argument is.
   *
   * @param nullable whether the result may also be null where no argument is
   */
  public static Column of(
      Class<?> owner, String method, DataType returns, boolean nullable, Column... arguments) {
    List<Expression> expressions = Stream.of(arguments).map(ColumnExpressions::expression).toList();
    return ColumnExpressions.column(
        ColumnExpressions.staticCall(owner, method, returns, nullable, expressions));
  }
}
