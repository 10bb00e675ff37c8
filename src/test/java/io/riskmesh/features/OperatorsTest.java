package io.riskmesh.features;

import static java.lang.Double.MAX_VALUE;
import static java.lang.Double.MIN_VALUE;
import static java.lang.Double.NEGATIVE_INFINITY;
import static java.lang.Double.NaN;
import static java.lang.Double.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.model.AgeUnit;
import io.riskmesh.model.ArithmeticOperator;
import io.riskmesh.model.DateExpr;
import io.riskmesh.model.DatePart;
import io.riskmesh.model.Expr;
import io.riskmesh.model.FormulaExpr;
import io.riskmesh.model.LogicOperator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results of each operator for edge cases, as doubles, in both interpreters. */
@ExtendWith(SparkTest.class)
class OperatorsTest {
  private static final double MAX_LOG = StrictMath.log1p(MAX_VALUE);

  private final Map<Expr, Double> expected = new LinkedHashMap<>();

  @BeforeEach
  void activate(SparkSession spark) {
    // The active session decides, when an expression is built, whether it follows ANSI rules.
    SparkSession.setActiveSession(spark);
  }

  @AfterEach
  void restore() {
    SparkSession.clearActiveSession();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void giveTheseValues(boolean ansi, SparkSession spark) {
    spark.conf().set("spark.sql.ansi.enabled", ansi);
    arithmetic();
    steps();
    bins();
    conditions();
    texts();
    logic();
    dates();
    for (Map.Entry<Expr, Double> entry : expected.entrySet()) {
      assertThat(entry.getKey().evaluate(record()))
          .as("%s", entry.getKey())
          .isEqualTo(entry.getValue());
    }
    Row row = inSpark(rows(spark));
    int i = 0;
    for (Map.Entry<Expr, Double> entry : expected.entrySet()) {
      // NaN is compared in canonical form, but -0.0 and 0.0 differ.
      assertThat(row.getDouble(i++)).as("Spark's %s", entry.getKey()).isEqualTo(entry.getValue());
    }
  }

  @Test
  void neverGiveNull(SparkSession spark) {
    arithmetic();
    steps();
    bins();
    conditions();
    texts();
    logic();
    dates();
    Dataset<Row> rows = rows(spark);
    FeatureCompiler compiler = new FeatureCompiler(rows.schema(), "");
    for (Expr expr : expected.keySet()) {
      assertThat(rows.select(compiler.compile(expr)).schema().apply(0).nullable())
          .as("%s", expr)
          .isFalse();
    }
  }

  private void arithmetic() {
    gives(3, binary(ArithmeticOperator.ADD, 1, 2));
    gives(NaN, binary(ArithmeticOperator.ADD, POSITIVE_INFINITY, NEGATIVE_INFINITY));
    gives(POSITIVE_INFINITY, binary(ArithmeticOperator.ADD, MAX_VALUE, MAX_VALUE));
    gives(NaN, binary(ArithmeticOperator.ADD, NaN, 1));
    gives(-1, binary(ArithmeticOperator.SUBTRACT, 1, 2));
    gives(0, binary(ArithmeticOperator.MULTIPLY, MIN_VALUE, 0.5));
    gives(NaN, binary(ArithmeticOperator.MULTIPLY, 0, POSITIVE_INFINITY));
    gives(-0.0, binary(ArithmeticOperator.MULTIPLY, -1, 0));
    gives(0.5, binary(ArithmeticOperator.DIVIDE, 1, 2));
    gives(NaN, binary(ArithmeticOperator.DIVIDE, 1, 0));
    gives(NaN, binary(ArithmeticOperator.DIVIDE, 0, 0));
    gives(NaN, new Expr.Arithmetic(ArithmeticOperator.DIVIDE, value(1), value(-0.0)));
    gives(NaN, binary(ArithmeticOperator.DIVIDE, NaN, 0));
    gives(0, binary(ArithmeticOperator.DIVIDE, 5, POSITIVE_INFINITY));
    gives(POSITIVE_INFINITY, binary(ArithmeticOperator.DIVIDE, MAX_VALUE, 0.1));
    gives(POSITIVE_INFINITY, binary(ArithmeticOperator.DIVIDE, 1, MIN_VALUE));
  }

  private void steps() {
    gives(7, new Expr.Fill(value(NaN), 7));
    gives(7, new Expr.Fill(new Expr.NumberColumn("null number"), 7));
    gives(1, new Expr.Fill(value(1), 7));
    gives(POSITIVE_INFINITY, new Expr.Fill(value(POSITIVE_INFINITY), 7));
    gives(1, new Expr.Clip(value(0), 1, 3));
    gives(3, new Expr.Clip(value(POSITIVE_INFINITY), 1, 3));
    gives(1, new Expr.Clip(value(NEGATIVE_INFINITY), 1, 3));
    gives(2, new Expr.Clip(value(2), 1, 3));
    gives(-0.0, new Expr.Clip(value(-0.0), 0, 3));
    gives(NaN, new Expr.Clip(value(NaN), 1, 3));
    gives(0, new Expr.Log1p(value(0)));
    gives(NaN, new Expr.Log1p(value(-1)));
    gives(NaN, new Expr.Log1p(value(NEGATIVE_INFINITY)));
    gives(NaN, new Expr.Log1p(value(NaN)));
    gives(POSITIVE_INFINITY, new Expr.Log1p(value(POSITIVE_INFINITY)));
    gives(MAX_LOG, new Expr.Log1p(value(MAX_VALUE)));
    gives(MIN_VALUE, new Expr.Log1p(value(MIN_VALUE)));
    gives(-36.7368005696771, new Expr.Log1p(value(Math.nextUp(-1.0))));
    gives(NaN, new Expr.Finite(value(NEGATIVE_INFINITY)));
    gives(NaN, new Expr.Finite(value(POSITIVE_INFINITY)));
    gives(NaN, new Expr.Finite(value(NaN)));
    gives(-MAX_VALUE, new Expr.Finite(value(-MAX_VALUE)));
    gives(-0.0, new Expr.Finite(value(-0.0)));
    gives(-MIN_VALUE, new Expr.Finite(value(-MIN_VALUE)));
  }

  private void bins() {
    List<Double> cuts = List.of(-1.0, 0.0, 5.0);
    List<Double> values = List.of(10.0, 11.0, NaN, 13.0);
    gives(10, new FormulaExpr.BinSearch(value(NEGATIVE_INFINITY), cuts, values));
    gives(10, new FormulaExpr.BinSearch(value(Math.nextDown(-1.0)), cuts, values));
    gives(11, new FormulaExpr.BinSearch(value(-1), cuts, values));
    gives(11, new FormulaExpr.BinSearch(value(-MIN_VALUE), cuts, values));
    gives(NaN, new FormulaExpr.BinSearch(value(-0.0), cuts, values));
    gives(NaN, new FormulaExpr.BinSearch(value(0.0), cuts, values));
    gives(13, new FormulaExpr.BinSearch(value(5), cuts, values));
    gives(13, new FormulaExpr.BinSearch(value(POSITIVE_INFINITY), cuts, values));
    gives(NaN, new FormulaExpr.BinSearch(value(NaN), cuts, values));
    gives(NaN, new FormulaExpr.BinSearch(new Expr.NumberColumn("null number"), cuts, values));
    gives(7, new FormulaExpr.BinSearch(value(2), List.of(), List.of(7.0)));
  }

  private void conditions() {
    gives(1, new Expr.IsMissing(value(NaN)));
    gives(1, new Expr.IsMissing(new Expr.NumberColumn("null number")));
    gives(0, new Expr.IsMissing(value(POSITIVE_INFINITY)));
    gives(1, choice(value(-3)));
    gives(1, choice(value(MIN_VALUE)));
    gives(2, choice(value(0)));
    gives(2, choice(value(-0.0)));
    gives(2, choice(value(NaN)));
    gives(NaN, new Expr.If(value(1), value(NaN), value(2)));
    // The branch that is not taken would divide by zero.
    gives(2, new Expr.If(value(0), binary(ArithmeticOperator.DIVIDE, 1, 0), value(2)));
  }

  private void texts() {
    gives(1, new Expr.IsTextMissing("null text"));
    gives(1, new Expr.IsTextMissing(name(NaN)));
    gives(0, new Expr.IsTextMissing("empty"));
    gives(1, new Expr.Equal("empty", ""));
    gives(0, new Expr.Equal("empty", " "));
    gives(NaN, new Expr.Equal("null text", ""));
    gives(1, new Expr.Equal(name(-0.0), "0"));
    gives(1, new Expr.Equal(name(2), "2"));
    gives(1, new Expr.Equal(name(2), "2.0"));
    gives(5, new Expr.Lookup(name(2), Map.of("2", 5.0, "3", 6.0), 9));
    gives(9, new Expr.Lookup("empty", Map.of("2", 5.0, "3", 6.0), 9));
    gives(9, new Expr.Lookup("empty", Map.of(), 9));
    gives(9, new Expr.Lookup("empty", Map.of("2", 5.0), 9));
    gives(5, new Expr.Lookup(name(2), Map.of("2", 5.0), NaN));
    gives(NaN, new Expr.Lookup(name(2), Map.of("2", NaN, "3", 1.0), 9));
    gives(NaN, new Expr.Lookup("null text", Map.of("2", 5.0), 9));
    gives(NaN, new Expr.Lookup("null text", Map.of(), 9));
  }

  private void logic() {
    gives(1, logic(LogicOperator.LESS, 1, 2));
    gives(0, logic(LogicOperator.LESS, 2, 2));
    gives(0, logic(LogicOperator.LESS, -0.0, 0));
    gives(NaN, logic(LogicOperator.LESS, 1, NaN));
    gives(NaN, logic(LogicOperator.LESS, NaN, 1));
    gives(1, logic(LogicOperator.LESS, NEGATIVE_INFINITY, POSITIVE_INFINITY));
    gives(1, logic(LogicOperator.LESS_OR_EQUAL, 2, 2));
    gives(NaN, logic(LogicOperator.LESS_OR_EQUAL, NaN, NaN));
    gives(1, logic(LogicOperator.EQUAL, -0.0, 0));
    gives(1, logic(LogicOperator.EQUAL, POSITIVE_INFINITY, POSITIVE_INFINITY));
    gives(NaN, logic(LogicOperator.EQUAL, NaN, NaN));
    gives(1, logic(LogicOperator.AND, 3, -0.5));
    gives(0, logic(LogicOperator.AND, NaN, 0));
    gives(0, logic(LogicOperator.AND, -0.0, NaN));
    gives(NaN, logic(LogicOperator.AND, 1, NaN));
    gives(1, logic(LogicOperator.OR, NaN, 2));
    gives(1, logic(LogicOperator.OR, 2, NaN));
    gives(NaN, logic(LogicOperator.OR, NaN, 0));
    gives(0, logic(LogicOperator.OR, 0, -0.0));
    gives(2, binary(ArithmeticOperator.MINIMUM, 2, 3));
    gives(-0.0, binary(ArithmeticOperator.MINIMUM, -0.0, 0));
    gives(0, binary(ArithmeticOperator.MINIMUM, 0, -0.0));
    gives(NaN, binary(ArithmeticOperator.MINIMUM, NaN, 3));
    gives(NaN, binary(ArithmeticOperator.MINIMUM, 3, NaN));
    gives(3, binary(ArithmeticOperator.MAXIMUM, 2, 3));
    gives(-0.0, binary(ArithmeticOperator.MAXIMUM, -0.0, 0));
    gives(NaN, binary(ArithmeticOperator.MAXIMUM, NEGATIVE_INFINITY, NaN));
    gives(NaN, binary(ArithmeticOperator.MAXIMUM, NaN, POSITIVE_INFINITY));
    gives(2, new FormulaExpr.Absolute(value(-2)));
    gives(0, new FormulaExpr.Absolute(value(-0.0)));
    gives(NaN, new FormulaExpr.Absolute(value(NaN)));
    gives(POSITIVE_INFINITY, new FormulaExpr.Absolute(value(NEGATIVE_INFINITY)));
    List<Double> two = List.of(5.0, 6.0);
    gives(5, new FormulaExpr.Pick(value(-0.0), two));
    gives(6, new FormulaExpr.Pick(value(1), two));
    gives(NaN, new FormulaExpr.Pick(value(2), two));
    gives(NaN, new FormulaExpr.Pick(value(-1), two));
    gives(NaN, new FormulaExpr.Pick(value(0.5), two));
    gives(NaN, new FormulaExpr.Pick(value(NaN), two));
    gives(NaN, new FormulaExpr.Pick(value(1e300), two));
    gives(NaN, new FormulaExpr.Pick(value(0), List.of()));
    gives(NaN, new FormulaExpr.ReadWith(List.of("2", "3"), value(2)));
    gives(4, new FormulaExpr.ReadWith(List.of("2", "3"), value(4)));
  }

  private void dates() {
    gives(1970, new DateExpr.PartOf(DatePart.YEAR, value(0)));
    gives(1969, new DateExpr.PartOf(DatePart.YEAR, value(-0.5)));
    gives(4, new DateExpr.PartOf(DatePart.QUARTER, value(-1)));
    gives(3, new DateExpr.PartOf(DatePart.DAY_OF_WEEK, value(-1)));
    gives(31, new DateExpr.PartOf(DatePart.DAY_OF_MONTH, value(-1)));
    gives(365, new DateExpr.PartOf(DatePart.DAY_OF_YEAR, value(-1)));
    gives(NaN, new DateExpr.PartOf(DatePart.YEAR, value(NaN)));
    gives(NaN, new DateExpr.PartOf(DatePart.YEAR, value(POSITIVE_INFINITY)));
    gives(NaN, new DateExpr.PartOf(DatePart.MONTH, value(3.66e11)));
    gives(1, new DateExpr.AgeOf(AgeUnit.DAYS, value(-0.5), value(0)));
    gives(-1, new DateExpr.AgeOf(AgeUnit.MONTHS, value(0), value(-1)));
    gives(0, new DateExpr.AgeOf(AgeUnit.YEARS, value(0), value(364)));
    gives(1, new DateExpr.AgeOf(AgeUnit.YEARS, value(0), value(365)));
    gives(NaN, new DateExpr.AgeOf(AgeUnit.YEARS, value(NaN), value(365)));
    gives(NaN, new DateExpr.AgeOf(AgeUnit.DAYS, value(0), value(-4e11)));
  }

  private Expr logic(LogicOperator operator, double left, double right) {
    return new FormulaExpr.Logic(operator, value(left), value(right));
  }

  private void gives(double value, Expr expr) {
    expected.put(expr, value);
  }

  private final List<Double> values = new ArrayList<>();

  /**
   * Returns a column with the value: a constant would be folded before Spark evaluates anything.
   */
  private Expr value(double value) {
    return new Expr.NumberColumn(name(value));
  }

  private String name(double value) {
    if (!values.contains(value)) {
      values.add(value);
    }
    return "x" + values.indexOf(value);
  }

  private Expr binary(ArithmeticOperator operator, double left, double right) {
    return new Expr.Arithmetic(operator, value(left), value(right));
  }

  private static Expr choice(Expr condition) {
    return new Expr.If(condition, new Expr.Constant(1), new Expr.Constant(2));
  }

  private Map<String, Object> record() {
    Map<String, Object> record = new LinkedHashMap<>();
    values.forEach(value -> record.put(name(value), value));
    record.put("null number", null);
    record.put("null text", null);
    record.put("empty", "");
    return record;
  }

  private Dataset<Row> rows(SparkSession spark) {
    StructType schema = new StructType();
    for (String name : record().keySet()) {
      boolean text = name.equals("null text") || name.equals("empty");
      schema = schema.add(name, text ? DataTypes.StringType : DataTypes.DoubleType);
    }
    Row row = RowFactory.create(record().values().toArray());
    return spark.createDataFrame(spark.createDataFrame(List.of(row), schema).toJavaRDD(), schema);
  }

  private Row inSpark(Dataset<Row> rows) {
    FeatureCompiler compiler = new FeatureCompiler(rows.schema(), "");
    Column[] columns = expected.keySet().stream().map(compiler::compile).toArray(Column[]::new);
    return rows.select(columns).first();
  }
}
