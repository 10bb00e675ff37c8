package io.riskmesh.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.SparkTest;
import io.riskmesh.config.CalibrationMethod;
import io.riskmesh.config.EvaluationConfig;
import io.riskmesh.config.GroupingConfig;
import io.riskmesh.config.SplitPart;
import io.riskmesh.evaluate.SubgroupTable.Subgroup;
import io.riskmesh.model.Calibrator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class SubgroupTallyTest {
  private static final int ROWS = 600;
  private static final double THRESHOLD = 0.4;
  private static final StructType SCHEMA =
      new StructType()
          .add("_row", DataTypes.LongType)
          .add("_label", DataTypes.FloatType)
          .add("_weight", DataTypes.FloatType)
          .add("_raw.town", DataTypes.StringType)
          .add("_raw.age", DataTypes.DoubleType)
          .add("x", DataTypes.FloatType);

  private static final GroupingConfig TOWN = by("town");
  private static final GroupingConfig AGE =
      new GroupingConfig("age", List.of(30.0, 60.0), false, Optional.of("45"));

  private static byte[] booster;

  @BeforeAll
  static void train() throws XGBoostError {
    float[] values = new float[200];
    float[] labels = new float[200];
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      values[i] = random.nextFloat();
      labels[i] = random.nextFloat() < values[i] ? 1 : 0;
    }
    DMatrix matrix = new DMatrix(values, 200, 1, Float.NaN);
    matrix.setLabel(labels);
    Map<String, Object> params = new HashMap<>(Map.of("objective", "binary:logistic"));
    Booster trained = XGBoost.train(matrix, params, 5, new HashMap<>(), null, null);
    booster = trained.toByteArray("ubj");
    trained.dispose();
    matrix.dispose();
  }

  private static GroupingConfig by(String column) {
    return new GroupingConfig(column, List.of(), false, Optional.empty());
  }

  private static RowGroups read(GroupingConfig grouping) {
    return new RowGroups(
        grouping.column(),
        grouping.isRanges() ? grouping.bands() : null,
        false,
        List.of("?"),
        false);
  }

  private static List<Row> rows(boolean weighted) {
    Random random = new Random(7);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      float x = random.nextFloat();
      String town = i % 100 == 0 ? "?" : i % 3 == 0 ? "B" : i % 150 == 1 ? "rare" + i : "A";
      Double age = i % 5 == 0 ? null : (Double) (20.0 + i % 60);
      float weight = weighted ? (float) Math.exp(random.nextGaussian()) : 1;
      float label = random.nextFloat() < x ? 1f : 0f;
      rows.add(RowFactory.create((long) i, label, weight, town, age, x));
    }
    return rows;
  }

  private record Scored(SubgroupTally tally, Dataset<Row> predictions) {}

  private static Scored score(
      SparkSession spark,
      Path folder,
      List<Row> rows,
      int partitions,
      boolean weighted,
      long exact) {
    Dataset<Row> test = spark.createDataFrame(rows, SCHEMA).repartition(partitions);
    List<RowGroups> groups = List.of(read(TOWN), read(AGE));
    SubgroupTally tally = SubgroupTally.plan(test, rows.size(), groups, weighted, exact);
    RowObservers observers =
        new RowObservers(Map.of(), Optional.empty(), Optional.of(tally), ReferenceScores.NONE);
    Dataset<Row> predictions =
        ScoringPass.write(
            Map.of(
                SplitPart.TEST,
                ScoringPass.inputs(test, List.of("x"), observers.columns(SplitPart.TEST))),
            RowInput.columns(List.of("x")),
            booster,
            folder.resolve("p" + partitions + exact).toUri().toString(),
            observers);
    return new Scored(tally, predictions);
  }

  private static SubgroupEvaluator evaluator(SubgroupTally tally) {
    EvaluationConfig config =
        new EvaluationConfig(
            1,
            5,
            Optional.empty(),
            OptionalDouble.empty(),
            CalibrationMethod.PLATT,
            List.of(TOWN, AGE),
            List.of(),
            OptionalInt.empty());
    return new SubgroupEvaluator(tally, config, THRESHOLD, Calibrator.IDENTITY);
  }

  @Test
  void groupsAreThoseOfTheRowsWhateverThePartitions(SparkSession spark, @TempDir Path folder) {
    for (boolean weighted : new boolean[] {false, true}) {
      List<Row> rows = rows(weighted);
      Path own = folder.resolve("w" + weighted);
      Scored one = score(spark, own, rows, 1, weighted, 1 << 20);
      Scored many = score(spark, own, rows, 7, weighted, 1 << 20);

      List<SubgroupTable> tables = evaluator(one.tally).groups();

      assertThat(evaluator(many.tally).groups()).isEqualTo(tables);
      assertThat(tables.get(0).groups())
          .extracting(Subgroup::name, Subgroup::rows)
          .containsExactly(tuple("A", 392L), tuple("B", 198L), tuple("other values", 10L));
      assertThat(tables.get(0).reference()).isEqualTo("A");
      assertThat(tables.get(1).groups())
          .extracting(Subgroup::name)
          .containsExactly("below 30", "30 to below 60", "60 and more", "no value");
      assertThat(tables.get(1).reference()).isEqualTo("30 to below 60");
      compare(one.predictions, rows, tables.get(0).groups().get(1));
    }
  }

  /** Compares with plain loops over the rows of town B. */
  private static void compare(Dataset<Row> predictions, List<Row> rows, Subgroup group) {
    double weights = 0;
    double refused = 0;
    double defaults = 0;
    double probability = 0;
    for (Row scored : predictions.collectAsList()) {
      Row row = rows.get((int) (long) scored.<Long>getAs("_row"));
      if ("B".equals(row.getString(3))) {
        float p = scored.<Float>getAs("probability");
        float weight = row.getFloat(2);
        weights += weight;
        refused += p >= THRESHOLD ? weight : 0;
        defaults += row.getFloat(1) * weight;
        probability += weight * p;
      }
    }
    assertThat(value(group, "approvalRate")).isCloseTo(1 - refused / weights, within(1e-7));
    assertThat(value(group, "defaultRate")).isCloseTo(defaults / weights, within(1e-7));
    assertThat(value(group, "meanProbability")).isCloseTo(probability / weights, within(1e-6));
    assertThat(value(group, "calibrationInTheLarge"))
        .isCloseTo((probability - defaults) / weights, within(1e-6));
  }

  private static double value(Subgroup group, String metric) {
    return group.metric(metric).orElseThrow().value();
  }

  @Test
  void manyRowsAreRoundedToAGrid(SparkSession spark, @TempDir Path folder) {
    List<Row> rows = rows(false);
    SubgroupTable exact =
        evaluator(score(spark, folder, rows, 3, false, 1 << 20).tally).groups().get(0);

    SubgroupTable rounded =
        evaluator(score(spark, folder, rows, 3, false, 100).tally).groups().get(0);

    for (String metric : List.of("auc", "approvalRate", "meanProbability")) {
      assertThat(value(rounded.groups().get(0), metric))
          .isCloseTo(value(exact.groups().get(0), metric), within(1e-3));
    }
  }

  @Test
  void aColumnThatIdentifiesRowsFormsNoGroups(SparkSession spark, @TempDir Path folder) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      rows.add(RowFactory.create((long) i, (float) (i % 2), 1f, "t" + i, (double) i, 0.5f));
    }

    List<SubgroupTable> tables =
        evaluator(score(spark, folder, rows, 3, false, 1 << 20).tally).groups();

    assertThat(tables.get(0).groups()).isEmpty();
    assertThat(tables.get(0).note())
        .isEqualTo("town has more than 1,000 values: it identifies rows and forms no groups.");
    assertThat(tables.get(1).groups()).hasSize(3);
  }

  /** One class, no approval, and a reference group that is too small. */
  @Test
  void whatRowsDoNotDetermineHasNoValue(SparkSession spark, @TempDir Path folder) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      boolean isFirst = i < 20;
      rows.add(
          RowFactory.create(
              (long) i,
              isFirst ? 1f : (float) (i % 2),
              1f,
              isFirst ? "A" : "B",
              i < 5 ? 45.0 : 20.0,
              isFirst ? 1f : 0f));
    }

    List<SubgroupTable> tables =
        evaluator(score(spark, folder, rows, 2, false, 1 << 20).tally).groups();

    Map<String, Subgroup> towns = new HashMap<>();
    tables.get(0).groups().forEach(group -> towns.put(group.name(), group));
    assertThat(towns.get("A").metric("auc").orElseThrow().missing()).isEqualTo("only one class");
    assertThat(towns.get("B").metric("adverseImpactRatio").orElseThrow())
        .satisfies(
            ratio -> {
              assertThat(ratio.value()).isNull();
              assertThat(ratio.missing()).isEqualTo("no one of the reference group is approved");
            });
    assertThat(towns.get("B").metric("falsePositiveRateDifference").orElseThrow().missing())
        .isEqualTo("only defaults here or in the reference group");
    assertThat(tables.get(1).groups()).isEmpty();
    assertThat(tables.get(1).note())
        .isEqualTo("Only one group has ten test rows: nothing can be compared.");
  }

  @Test
  void aMaskedColumnShowsNumbers() {
    RowGroups hidden = new RowGroups("town", null, false, List.of(), true);
    Map<String, GroupPoints> points = new HashMap<>();
    for (String town : Arrays.asList("Aachen", "Bonn", null)) {
      GroupPoints some = new GroupPoints();
      for (int i = 0; i < ("Bonn".equals(town) ? 30 : 12); i++) {
        some.add(0.5f, 0, i % 2 == 0, 1, 1);
      }
      points.put(town, some);
    }

    assertThat(GroupCells.of(hidden, points))
        .extracting(GroupCell::name, GroupCell::rows)
        .containsExactly(tuple("group 1", 30L), tuple("group 2", 12L), tuple("group 3", 12L));
  }

  @Test
  void rangesAreNamedByWhatTheyContain() {
    Map<String, GroupPoints> points = new HashMap<>();
    for (String key : Arrays.asList("0", "1", "2", "3", null)) {
      GroupPoints some = new GroupPoints();
      for (int i = 0; i < (key == null ? 3 : key.equals("2") ? 4 : 20); i++) {
        some.add(0.5f, 0, i % 2 == 0, 1, 1);
      }
      points.put(key, some);
    }
    List<Double> limits = List.of(10.0, 12.5, 1_000_000.0);

    assertThat(GroupCells.of(new RowGroups("n", limits, false, List.of(), false), points))
        .extracting(GroupCell::name)
        .containsExactly("below 10", "10 to below 12.5", "12.5 and more, or no value");
    assertThat(GroupCells.of(new RowGroups("n", limits, true, List.of(), false), points))
        .extracting(GroupCell::name)
        .containsExactly("up to 10", "above 10 to 12.5", "above 12.5, or no value");
    assertThat(new RowGroups("n", limits, false, List.of(), false).range(12.5)).isEqualTo(2);
    assertThat(new RowGroups("n", limits, true, List.of(), false).range(12.5)).isEqualTo(1);
  }
}
