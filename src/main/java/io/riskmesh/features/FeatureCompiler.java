package io.riskmesh.features;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nanvl;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.model.AgeUnit;
import io.riskmesh.model.ArithmeticOperator;
import io.riskmesh.model.CanonicalValues;
import io.riskmesh.model.DatePart;
import io.riskmesh.model.Expr;
import io.riskmesh.model.ExprInterpreter;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.LogicOperator;
import io.riskmesh.model.ModelFeature;
import io.riskmesh.store.RunException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Compiles expression trees to Spark columns. Each tree becomes one column, a non-null double in
 * which NaN means missing.
 *
 * <p>Spark evaluates the operand of a condition again in its branch, and shares common
 * subexpressions only where they are always evaluated. So each operator refers to its operand once
 * wherever Catalyst allows it, and nothing throws in ANSI mode. In Spark NaN is larger than every
 * other number and equal to itself: comparisons check for it first.
 */
public final class FeatureCompiler implements ExprInterpreter<Column> {
  private static final Column MISSING = lit(Double.NaN);

  private final ReadColumns columns;
  private final Set<String> numbers;

  FeatureCompiler(StructType schema, String prefix) {
    this(new ReadColumns(schema, prefix, List.of()), Set.of());
  }

  private FeatureCompiler(ReadColumns columns, Set<String> numbers) {
    this.columns = columns;
    this.numbers = numbers;
  }

  /** Returns the same compiler for columns in which these entries mean "no value". */
  @Override
  public FeatureCompiler reading(List<String> entries) {
    return new FeatureCompiler(columns.reading(entries), numbers);
  }

  /**
   * Returns the features as non-null float columns under their names, in order, for one select.
   *
   * @param schema the rows' columns
   * @param prefix prefix of source column names in the rows: {@code _raw.} or empty
   * @throws RunException {@code SOURCE_MISSING} for a column that does not exist or has a type that
   *     the features cannot read
   */
  public static Column[] compile(FeatureSpec spec, StructType schema, String prefix) {
    FeatureCompiler compiler = new FeatureCompiler(schema, prefix);
    return spec.features().stream().map(compiler::feature).toArray(Column[]::new);
  }

  private Column feature(ModelFeature feature) {
    FeatureCompiler reading =
        new FeatureCompiler(columns.reading(feature.missing()), feature.numbers());
    return single(reading.compile(feature.expr())).as(feature.name());
  }

  Column compile(Expr expr) {
    return expr.interpret(this);
  }

  /**
   * Implements {@link FeatureSpec#single}: infinity times zero is NaN, and -0.0 plus 0.0 is 0.0.
   */
  private static Column single(Column number) {
    Column single = number.cast(DataTypes.FloatType);
    return single.plus(abs(single).multiply(lit(0f)));
  }

  @Override
  public Column number(String column) {
    return columns.number(column);
  }

  @Override
  public Column day(String column, String format) {
    return columns.day(column);
  }

  /** Returns the column's text, null where missing. */
  Column text(String column) {
    return columns.text(column);
  }

  /** Returns the text by which the column's values are matched, null where missing. */
  Column plain(String column) {
    return columns.plain(column);
  }

  @Override
  public Column constant(double value) {
    return lit(value);
  }

  @Override
  public Column arithmetic(ArithmeticOperator operator, Column left, Column right) {
    return switch (operator) {
      case ADD -> left.plus(right);
      case SUBTRACT -> left.minus(right);
      case MULTIPLY -> left.multiply(right);
      case DIVIDE -> coalesce(try_divide(left, right), MISSING);
      case MINIMUM, MAXIMUM -> OperatorCalls.arithmetic(operator, left, right);
    };
  }

  @Override
  public Column isMissing(Column of) {
    return truth(isnan(of));
  }

  @Override
  public Column choose(Column condition, Column then, Column otherwise) {
    return when(nanvl(condition, lit(0.0)).notEqual(lit(0.0)), then).otherwise(otherwise);
  }

  @Override
  public Column fill(Column of, double value) {
    return nanvl(of, lit(value));
  }

  @Override
  public Column clip(Column of, double lower, double upper) {
    return when(isnan(of), MISSING).otherwise(least(greatest(of, lit(lower)), lit(upper)));
  }

  @Override
  public Column log1p(Column of) {
    return coalesce(functions.log1p(of), MISSING);
  }

  /**
   * Makes infinity NaN: infinity times zero is NaN; any other number times zero is a zero, which
   * changes nothing.
   */
  @Override
  public Column finite(Column of) {
    return of.plus(of.multiply(lit(0.0)));
  }

  @Override
  public Column isTextMissing(String column) {
    return truth(text(column).isNull());
  }

  @Override
  public Column equal(String column, String value) {
    return coalesce(truth(plain(column).equalTo(lit(CanonicalValues.plain(value)))), MISSING);
  }

  @Override
  public Column lookup(String column, Map<String, Double> table, double otherwise) {
    Column plain = numbers.contains(column) ? columns.strippedPlain(column) : columns.plain(column);
    return when(plain.isNull(), MISSING).otherwise(new LookupTable(table).at(plain, otherwise));
  }

  @Override
  public Column binSearch(Column of, List<Double> cuts, List<Double> values) {
    return SearchedBins.at(of, cuts, values);
  }

  @Override
  public Column logic(LogicOperator operator, Column left, Column right) {
    return OperatorCalls.logic(operator, left, right);
  }

  @Override
  public Column absolute(Column of) {
    return abs(of);
  }

  @Override
  public Column pick(Column of, List<Double> values) {
    Column place = OperatorCalls.place(of, values.size());
    double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
    return coalesce(functions.get(lit(all), place), MISSING);
  }

  @Override
  public Column datePart(DatePart part, Column of) {
    return OperatorCalls.datePart(part, of);
  }

  @Override
  public Column age(AgeUnit unit, Column from, Column to) {
    return OperatorCalls.age(unit, from, to);
  }

  private static Column truth(Column condition) {
    return condition.cast(DataTypes.DoubleType);
  }
}
