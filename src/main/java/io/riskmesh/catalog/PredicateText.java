package io.riskmesh.catalog;

import io.riskmesh.spark.ScalaInterop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.BinaryComparison;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EqualNullSafe;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.In;
import org.apache.spark.sql.catalyst.expressions.IsNotNull;
import org.apache.spark.sql.catalyst.expressions.IsNull;
import org.apache.spark.sql.catalyst.expressions.Not;
import org.apache.spark.sql.catalyst.expressions.Or;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/**
 * Translates a Spark predicate for another engine, as far as both interpret it alike: comparisons
 * of a column with a constant, {@code IN}, null checks, and their combinations. Untranslatable
 * parts are left out; Spark evaluates the whole predicate again.
 */
final class PredicateText {
  private final Function<String, Optional<String>> column;
  private final Function<String, String> date;

  private PredicateText(Function<String, Optional<String>> column, Function<String, String> date) {
    this.column = column;
    this.date = date;
  }

  /**
   * Translates for {@code GetPartitions}; empty if no part can be translated.
   *
   * @param predicates analysed predicates, all of which must hold
   */
  static Optional<String> glue(List<Expression> predicates) {
    PredicateText text =
        new PredicateText(
            name -> Optional.of(name).filter(n -> n.matches("[a-zA-Z_][a-zA-Z0-9_]*")),
            day -> "'" + day + "'");
    return text.all(predicates);
  }

  /** Translates for a {@code WHERE} clause of Athena, which quotes names with double quotes. */
  static Optional<String> athena(List<Expression> predicates) {
    PredicateText text =
        new PredicateText(name -> Optional.of(AthenaSql.name(name)), day -> "DATE '" + day + "'");
    return text.all(predicates);
  }

  private Optional<String> all(List<Expression> predicates) {
    List<String> texts = predicates.stream().flatMap(p -> of(p).stream()).toList();
    return texts.isEmpty() ? Optional.empty() : Optional.of(String.join(" AND ", texts));
  }

  private Optional<String> of(Expression e) {
    if (e instanceof And || e instanceof Or) {
      String word = e instanceof And ? " AND " : " OR ";
      return joined(children(e).stream().map(this::of).toList(), word, "(", ")");
    }
    if (e instanceof Not) {
      return of(children(e).get(0)).map(text -> "(NOT " + text + ")");
    }
    if (e instanceof BinaryComparison comparison && !(e instanceof EqualNullSafe)) {
      return joined(operands(e), " " + comparison.symbol() + " ", "", "");
    }
    if (e instanceof In) {
      List<Optional<String>> all = operands(e);
      return joined(all.subList(1, all.size()), ", ", "(", ")")
          .flatMap(values -> all.get(0).map(name -> name + " IN " + values));
    }
    if ((e instanceof IsNull || e instanceof IsNotNull) && !isFractional(children(e).get(0))) {
      String word = e instanceof IsNull ? " IS NULL" : " IS NOT NULL";
      return operand(children(e).get(0)).map(name -> name + word);
    }
    return Optional.empty();
  }

  /**
   * Returns whether null checks differ: NaN, which is missing here, is a value in other engines.
   * Besides, a limit for a 32-bit column is compared in 32 bits here.
   */
  private static boolean isFractional(Expression e) {
    return e.dataType() instanceof DoubleType || e.dataType() instanceof FloatType;
  }

  private static List<Expression> children(Expression e) {
    return ScalaInterop.list(e.children());
  }

  private List<Optional<String>> operands(Expression e) {
    return children(e).stream().map(this::operand).toList();
  }

  private Optional<String> operand(Expression e) {
    if (e instanceof Attribute attribute && !(e.dataType() instanceof FloatType)) {
      return column.apply(attribute.name());
    }
    if (e.foldable()) {
      return constant(e.eval(null), e.dataType());
    }
    return e instanceof Cast cast && isWider(cast) ? operand(cast.child()) : Optional.empty();
  }

  /** Returns whether a cast is lossless and can be ignored: Spark casts both sides to one type. */
  private static boolean isWider(Cast cast) {
    DataType from = cast.child().dataType();
    return from.equals(cast.dataType())
        || (from instanceof IntegralType
            && cast.dataType() instanceof IntegralType
            && Cast.canUpCast(from, cast.dataType()));
  }

  private Optional<String> constant(Object value, DataType type) {
    if (value == null) {
      return Optional.empty();
    }
    if (type instanceof StringType) {
      return Optional.of("'" + value.toString().replace("'", "''") + "'");
    }
    if (type instanceof DateType) {
      return Optional.of(date.apply(DateTimeUtils.daysToLocalDate((int) value).toString()));
    }
    boolean plain = type instanceof NumericType || type instanceof BooleanType;
    return plain ? Optional.of(value.toString()) : Optional.empty();
  }

  /** Joins the parts; empty unless every part could be translated. */
  private static Optional<String> joined(
      List<Optional<String>> parts, String word, String before, String after) {
    List<String> texts = new ArrayList<>();
    for (Optional<String> part : parts) {
      if (part.isEmpty()) {
        return Optional.empty();
      }
      texts.add(part.get());
    }
    return Optional.of(before + String.join(word, texts) + after);
  }
}
