package io.riskmesh.catalog;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.trim;

import io.riskmesh.rows.CanonicalColumns;
import io.riskmesh.rows.ValueFunctions;
import io.riskmesh.spark.ColumnExpressions;
import io.riskmesh.spark.ScalaInterop;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.BinaryComparison;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.In;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.MicrosToTimestamp;
import org.apache.spark.sql.catalyst.expressions.Or;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import scala.Function1;
import scala.runtime.AbstractPartialFunction;

/**
 * Applies {@code source.filter} to the rows of a source, with the same interpretation of values as
 * everywhere else. Spark would truncate text to an int before comparing it with one, take {@code
 * 202301} for a year, and find no 32-bit 0.1 that is at most 0.1. Here text is compared exactly as
 * the number it represents, and a 32-bit column is compared with the limit in 32 bits.
 */
final class RowFilter {
  private final Optional<Expression> condition;
  private static final Expression ZERO = new Literal(0, DataTypes.IntegerType);

  private final Set<Expression> texts = new LinkedHashSet<>();

  private RowFilter(Optional<Expression> analyzed) {
    this.condition = analyzed.map(this::rewritten);
  }

  /**
   * Creates the filter for rows whose columns have their types and no NaN.
   *
   * @throws io.riskmesh.store.RunException {@code USAGE} when the filter is not valid for the rows
   */
  static RowFilter of(Dataset<Row> rows, SourceSelection wanted) {
    return new RowFilter(
        wanted.source().filter().map(filter -> FilterAnalysis.condition(rows, filter)));
  }

  /** Returns the condition that must be true; empty without a filter. */
  Optional<Column> condition() {
    return condition.map(ColumnExpressions::column);
  }

  /**
   * Returns a column that is true where the filter reads text as a number or time and the text is
   * neither; it is never null.
   */
  Column isUnread() {
    return texts.stream()
        .map(
            read ->
                ColumnExpressions.column(read)
                    .isNull()
                    .and(isFilled(ScalaInterop.list(read.children()).get(0))))
        .reduce(Column::or)
        .orElse(lit(false));
  }

  private static Column isFilled(Expression text) {
    Column written = ColumnExpressions.column(text);
    return written.isNotNull().and(trim(written).notEqual(""));
  }

  private Expression rewritten(Expression predicate) {
    return predicate.transformDown(
        new AbstractPartialFunction<Expression, Expression>() {
          @Override
          public boolean isDefinedAt(Expression e) {
            return true;
          }

          @Override
          @SuppressWarnings("unchecked")
          public <A extends Expression, B> B applyOrElse(A e, Function1<A, B> otherwise) {
            return (B) meant(e);
          }
        });
  }

  private Expression meant(Expression e) {
    if (e instanceof BinaryComparison comparison) {
      return compared(comparison, comparison.left(), comparison.right(), false)
          .or(() -> compared(comparison, comparison.right(), comparison.left(), true))
          .orElse(e);
    }
    if (e instanceof In in) {
      return among(in, ScalaInterop.list(in.list())).orElse(e);
    }
    return e instanceof Cast cast && isText(cast.child()) ? read(cast).orElse(e) : e;
  }

  private Optional<Expression> compared(
      BinaryComparison e, Expression side, Expression limit, boolean isTurned) {
    Optional<BigDecimal> number = number(limit);
    if (number.isEmpty() || !(side instanceof Cast cast)) {
      return Optional.empty();
    }
    if (isText(cast.child())) {
      return Optional.of(with(e, sign(cast.child(), number.get()), ZERO, isTurned));
    }
    return isSingle(cast)
        ? Optional.of(with(e, cast.child(), single(number.get()), isTurned))
        : Optional.empty();
  }

  private static Expression with(
      BinaryComparison e, Expression side, Expression limit, boolean isTurned) {
    return e.withNewChildren(
        ScalaInterop.seq(isTurned ? List.of(limit, side) : List.of(side, limit)));
  }

  /** Rewrites {@code IN}: Spark would compare text with a list of numbers as text. */
  private Optional<Expression> among(In in, List<Expression> list) {
    List<BigDecimal> numbers =
        list.stream()
            .map(e -> number(e instanceof Cast cast && cast.child().foldable() ? cast.child() : e))
            .flatMap(Optional::stream)
            .toList();
    if (numbers.size() < list.size()) {
      return Optional.empty();
    }
    if (in.value() instanceof Cast cast && isSingle(cast)) {
      List<Expression> limits = numbers.stream().map(RowFilter::single).toList();
      return Optional.of(new In(cast.child(), ScalaInterop.seq(limits)));
    }
    return isText(in.value())
        ? numbers.stream()
            .map(number -> (Expression) new EqualTo(sign(in.value(), number), ZERO))
            .reduce(Or::new)
        : Optional.empty();
  }

  /**
   * Replaces a cast of text by exact reading. Casts to whole numbers keep Spark's truncation, which
   * the filter asks for explicitly.
   */
  private Optional<Expression> read(Cast cast) {
    Column text = ColumnExpressions.column(cast.child());
    DataType type = cast.dataType();
    if (type instanceof DoubleType || type instanceof FloatType) {
      Expression number = reading("number", DataTypes.DoubleType, text);
      return Optional.of(cast.withNewChildren(ScalaInterop.seq(List.of(number))));
    }
    if (CanonicalColumns.isTime(type)) {
      Expression instant = new MicrosToTimestamp(reading("instant", DataTypes.LongType, text));
      return Optional.of(cast.withNewChildren(ScalaInterop.seq(List.of(instant))));
    }
    return Optional.empty();
  }

  private Expression sign(Expression text, BigDecimal number) {
    Column limit = lit(number.toPlainString());
    return reading("compared", DataTypes.IntegerType, ColumnExpressions.column(text), limit);
  }

  private Expression reading(String method, DataType returns, Column... arguments) {
    Expression reading =
        ColumnExpressions.expression(ValueFunctions.call(method, returns, arguments));
    texts.add(reading);
    return reading;
  }

  private static boolean isText(Expression e) {
    return e.dataType() instanceof StringType && !e.foldable();
  }

  /** Returns whether Spark has widened a 32-bit value to 64 bits in order to compare it. */
  private static boolean isSingle(Cast cast) {
    return cast.child().dataType() instanceof FloatType
        && cast.dataType() instanceof DoubleType
        && !cast.foldable();
  }

  private static Expression single(BigDecimal number) {
    return new Literal(number.floatValue(), DataTypes.FloatType);
  }

  /** Returns the value of a constant; empty for anything else, and for a non-finite constant. */
  private static Optional<BigDecimal> number(Expression e) {
    if (!e.foldable() || !(e.dataType() instanceof NumericType)) {
      return Optional.empty();
    }
    Object value = e.eval(null);
    if (value instanceof Decimal decimal) {
      return Optional.of(decimal.toJavaBigDecimal());
    }
    boolean isFinite = value instanceof Number number && Double.isFinite(number.doubleValue());
    return isFinite ? Optional.of(new BigDecimal(value.toString())) : Optional.empty();
  }
}
