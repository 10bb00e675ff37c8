package io.riskmesh.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riskmesh.SparkTest;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.contract.ContractFile;
import io.riskmesh.contract.SchemaValidation;
import io.riskmesh.evaluate.BaseMargin;
import io.riskmesh.explain.PointTable.FeaturePoints;
import io.riskmesh.explain.PointTable.PointCell;
import io.riskmesh.explain.PointTable.RangeUnit;
import io.riskmesh.features.BinTable.BinRow;
import io.riskmesh.features.FeatureFitter;
import io.riskmesh.features.FeatureSummary;
import io.riskmesh.features.FittedFeatures;
import io.riskmesh.model.AdditiveTrees;
import io.riskmesh.model.ModelFeature;
import io.riskmesh.model.PointScale;
import io.riskmesh.model.TreeReader;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Points read from the tables by a reader of raw values are those of the library's margin. */
@ExtendWith(SparkTest.class)
class PointTableBuilderTest {
  private static final PointScale SCALE = new PointScale(600, 50, 20);
  private static final int ROWS = 3_000;
  private static final String FEATURES =
      """
      features=[
        {name: income, kind: numeric, impute: median, clip: [0.01, 0.99], log1p: true, missingIndicator: true},
        {name: months, kind: numeric, special: [98, 7], specialAs: category},
        {name: later, kind: numeric, column: months, special: [98, 7], specialAs: indicator, impute: mean},
        {name: home, kind: categorical, encode: one_hot, domain: [own, rent, free], unknown: bucket, missing: bucket},
        {name: house, kind: categorical, column: home, encode: one_hot, domain: [own, rent], unknown: missing, missing: nan},
        {name: branch, kind: categorical, encode: native, domain: learn, publishDomain: true},
        {name: branch_rate, kind: categorical, column: branch, encode: target_mean, domain: learn, publishDomain: true},
        {name: branch_size, kind: categorical, column: branch, encode: frequency, domain: learn, publishDomain: true},
        {name: debt_woe, kind: woe, column: debt, special: [-1], maxBins: 5, publishDomain: true},
        {name: home_woe, kind: woe, column: home, values: category},
        {name: debt_bins, kind: bins, column: debt, maxBins: 4, publishDomain: true},
        {name: ratio, kind: derived, op: ratio, of: [debt, income], impute: median, missingIndicator: true},
        {name: burden, kind: expression, of: "debt / 2 + months"},
        {name: season, kind: date, column: booked, as: month, cyclic: true}]
      """
          .replace("\n", " ")
          .strip();
  private static final StructType SCHEMA =
      new StructType()
          .add("_row", DataTypes.LongType)
          .add("_label", DataTypes.FloatType)
          .add("_weight", DataTypes.FloatType)
          .add("_part", DataTypes.StringType)
          .add("_raw.income", DataTypes.DoubleType)
          .add("_raw.months", DataTypes.DoubleType)
          .add("_raw.debt", DataTypes.DoubleType)
          .add("_raw.home", DataTypes.StringType)
          .add("_raw.branch", DataTypes.StringType)
          .add("_raw.booked", DataTypes.DateType);

  private static final List<Map<String, Object>> RECORDS = new ArrayList<>();
  private static final float[] LABELS = new float[ROWS];
  private static JobConfig job;
  private static FittedFeatures fitted;
  private static float[] inputs;

  private static JobConfig job(String... more) {
    List<String> set = new ArrayList<>(List.of(FEATURES, "quality.rules=[]"));
    set.addAll(List.of(more));
    return EffectiveConfig.load(Optional.empty(), Optional.of("conf/env/local.yaml"), set).job();
  }

  @BeforeAll
  static void fit(SparkSession spark) {
    job = job();
    Random random = new Random(9);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      Map<String, Object> record = record(random);
      RECORDS.add(record);
      double risk =
          (record.get("debt") instanceof Double debt ? debt / 3_000 : 0.5)
              + ("rent".equals(record.get("home")) ? 0.8 : 0)
              + (Objects.equals(98.0, record.get("months")) ? 0.9 : 0);
      LABELS[i] = random.nextGaussian() + risk > 1.6 ? 1 : 0;
      rows.add(
          RowFactory.create(
              (long) i * 7919,
              LABELS[i],
              1f,
              "train",
              record.get("income"),
              record.get("months"),
              record.get("debt"),
              record.get("home"),
              record.get("branch"),
              java.sql.Date.valueOf(record.get("booked").toString())));
    }
    fitted =
        FeatureFitter.fit(
            spark.createDataFrame(rows, SCHEMA),
            job.features(),
            ModelFeature.BLANK,
            1,
            job.privacy().mask());
    inputs = new float[ROWS * width()];
    for (int row = 0; row < ROWS; row++) {
      System.arraycopy(fitted.spec().evaluate(RECORDS.get(row)), 0, inputs, row * width(), width());
    }
  }

  private static int width() {
    return fitted.spec().names().size();
  }

  private static Map<String, Object> record(Random random) {
    Map<String, Object> record = new HashMap<>();
    record.put("income", random.nextInt(8) == 0 ? null : Math.exp(8 + random.nextGaussian()));
    Double[] months = {null, 98.0, 7.0, (double) random.nextInt(120), random.nextDouble() * 60};
    record.put("months", months[random.nextInt(months.length)]);
    Double[] debts = {null, -1.0, (double) random.nextInt(5_000), random.nextDouble() * 5_000};
    record.put("debt", debts[random.nextInt(debts.length)]);
    String[] homes = {"own", "own", "rent", "free", "boat", null};
    record.put("home", homes[random.nextInt(homes.length)]);
    record.put("branch", random.nextInt(9) == 0 ? null : "b" + random.nextInt(12));
    record.put("booked", "2026-%02d-11".formatted(1 + random.nextInt(12)));
    return record;
  }

  private static DMatrix matrix(float[] values) throws XGBoostError {
    DMatrix matrix = new DMatrix(values, values.length / width(), width(), Float.NaN);
    matrix.setFeatureTypes(
        fitted.spec().names().stream()
            .map(name -> summary().indices().contains(name) ? "c" : "q")
            .toArray(String[]::new));
    return matrix;
  }

  private static FeatureSummary summary() {
    return new FeatureSummary("digest", fitted.spec().names(), fitted.declared());
  }

  private static Booster train(int depth) throws XGBoostError {
    DMatrix matrix = matrix(inputs);
    matrix.setLabel(LABELS);
    Map<String, Object> params = new HashMap<>();
    params.put("objective", "binary:logistic");
    params.put("max_depth", depth);
    params.put("eta", 0.4);
    params.put("colsample_bynode", 0.2);
    params.put("seed", 3);
    params.put("nthread", 1);
    params.put("min_child_weight", 0);
    Booster booster = XGBoost.train(matrix, params, 300, new HashMap<>(), null, null);
    matrix.dispose();
    return booster;
  }

  private static PointTable build(JobConfig of, byte[] ubj, boolean whole) {
    return new PointTableBuilder(of, SCALE, whole)
        .build(summary(), fitted.spec(), TreeReader.read(ubj), BaseMargin.read(ubj));
  }

  /** Finds the cell of a record as the documentation says, without the model's code. */
  private static PointCell find(FeaturePoints table, Map<String, Object> record) {
    float[] row = fitted.spec().evaluate(record);
    Object value;
    if (table.ranges() == RangeUnit.FEATURE) {
      int input =
          fitted.spec().names().indexOf(table.input() == null ? table.feature() : table.input());
      boolean isMarked = table.feature().equals("ratio") && row[input + 1] == 1;
      value = isMarked || Float.isNaN(row[input]) ? null : (Object) (double) row[input];
    } else {
      value = record.get(table.columns().get(0));
    }
    List<PointCell> found = table.cells().stream().filter(cell -> holds(cell, value)).toList();
    List<PointCell> named = found.stream().filter(cell -> !isRange(cell)).toList();
    List<PointCell> chosen = named.isEmpty() ? found : named;
    if (chosen.isEmpty()) {
      chosen = table.cells().stream().filter(PointCell::other).toList();
    }
    assertThat(chosen).as("%s of %s", value, table.feature()).hasSize(1);
    return chosen.get(0);
  }

  private static boolean isRange(PointCell cell) {
    return cell.values().isEmpty() && !cell.other() && !cell.missing();
  }

  private static boolean holds(PointCell cell, Object value) {
    if (value == null) {
      return cell.missing();
    }
    if (!isRange(cell)) {
      String text =
          value instanceof Double number && number % 1 == 0
              ? "%.0f".formatted(number)
              : value.toString();
      return cell.values().contains(text);
    }
    return value instanceof Double number
        && (cell.from() == null || number.floatValue() >= cell.from().floatValue())
        && (cell.below() == null || number.floatValue() < cell.below().floatValue());
  }

  @Test
  void tablesAddUpToThePointsOfTheLibrarysMargin() throws XGBoostError {
    Booster booster = train(1);
    PointTable table = build(job, booster.toByteArray("ubj"), false);
    SchemaValidation.require(ContractFile.SCORECARD, JsonText.bytes(table));
    assertThat(table.tables())
        .extracting(FeaturePoints::feature)
        .as("unused: %s", table.unused())
        .contains("income", "months", "later", "home", "branch", "debt_woe", "home_woe", "ratio");
    assertThat(table.tables()).allSatisfy(one -> assertThat(one.lowest()).isZero());

    Random random = new Random(77);
    List<Map<String, Object>> records = Stream.generate(() -> record(random)).limit(2_000).toList();
    float[] values = new float[records.size() * width()];
    for (int row = 0; row < records.size(); row++) {
      System.arraycopy(fitted.spec().evaluate(records.get(row)), 0, values, row * width(), width());
    }
    float[][] margins = booster.predict(matrix(values), true);
    AdditiveTrees trees =
        AdditiveTrees.of(TreeReader.read(booster.toByteArray("ubj"))).orElseThrow();
    for (int row = 0; row < records.size(); row++) {
      double exact = table.base();
      int points = table.points();
      Map<String, Double> told = new HashMap<>();
      for (FeaturePoints feature : table.tables()) {
        PointCell cell = find(feature, records.get(row));
        exact += cell.exact();
        points += cell.points();
        told.merge(feature.feature(), cell.contribution(), Double::sum);
      }
      assertThat(told)
          .as("row %d: %s", row, records.get(row))
          .isEqualTo(contributions(trees, values, row, told.keySet()));
      assertThat(exact)
          .as("row %d: %s", row, records.get(row))
          .isCloseTo(SCALE.points(margins[row][0]), within(1e-3));
      assertThat(points)
          .isBetween(
              (int) Math.floor(exact - table.rounding()),
              (int) Math.ceil(exact + table.rounding()));
    }
    booster.dispose();
  }

  private static Map<String, Double> contributions(
      AdditiveTrees trees, float[] values, int row, Set<String> used) {
    Map<String, Double> found = new HashMap<>();
    for (FeatureBlock block : FeatureBlock.of(fitted.declared(), fitted.spec().names())) {
      if (used.contains(block.feature().name())) {
        double sum = 0;
        for (int input = block.at(); input < block.end(); input++) {
          sum += trees.contribution(input, values[row * width() + input]);
        }
        found.put(block.feature().name(), sum);
      }
    }
    return found;
  }

  @Test
  void cellsOfWeightsOfEvidenceAreTheBins() throws XGBoostError {
    Booster booster = train(1);
    FeaturePoints home =
        build(job, booster.toByteArray("ubj"), false).tables().stream()
            .filter(one -> one.feature().equals("home_woe"))
            .findFirst()
            .orElseThrow();
    List<BinRow> bins =
        fitted.bins().stream()
            .filter(table -> table.feature().equals("home_woe"))
            .flatMap(table -> table.bins().stream())
            .toList();
    assertThat(bins)
        .hasSizeGreaterThan(2)
        .allSatisfy(
            bin ->
                assertThat(home.cells())
                    .filteredOn(
                        cell ->
                            bin.label().equals("missing")
                                ? cell.missing()
                                : Set.copyOf(cell.values()).equals(Set.copyOf(bin.values())))
                    .singleElement()
                    .satisfies(cell -> assertThat(cell.woe()).isCloseTo(bin.woe(), within(1e-6))));
    booster.dispose();
  }

  @Test
  void masksTellNoValue() throws XGBoostError {
    Booster booster = train(1);
    PointTable open = build(job, booster.toByteArray("ubj"), false);
    PointTable table = build(job("privacy.mask=[debt, branch]"), booster.toByteArray("ubj"), false);
    assertThat(table.base()).isEqualTo(open.base());
    assertThat(table.tables())
        .filteredOn(one -> one.columns().contains("debt") || one.columns().contains("branch"))
        .hasSizeGreaterThan(4)
        .allSatisfy(
            one -> {
              assertThat(one.hidden()).isTrue();
              assertThat(one.cells())
                  .allSatisfy(
                      cell -> {
                        assertThat(cell.label())
                            .matches("#\\d+( or other)?( or missing)?|other( or missing)?|missing");
                        assertThat(cell.from()).isNull();
                        assertThat(cell.below()).isNull();
                        assertThat(cell.values()).isEmpty();
                      });
            });
    assertThat(table.tables())
        .filteredOn(one -> one.feature().equals("income"))
        .allSatisfy(one -> assertThat(one.hidden()).isFalse());
    assertThat(new String(JsonText.bytes(table), StandardCharsets.UTF_8)).doesNotContain("\"b3\"");
    booster.dispose();
  }

  /** A scorecard's trees hold whole points, which stay what they are. */
  @Test
  void wholePointsStayWhole() throws Exception {
    Booster booster = train(1);
    ObjectNode model = JsonText.read(booster.toByteArray("json"), ObjectNode.class);
    int next = -11;
    for (JsonNode tree : model.at("/learner/gradient_booster/model/trees")) {
      ArrayNode values = (ArrayNode) tree.get("split_conditions");
      for (int node = 0; node < values.size(); node++) {
        if (tree.get("left_children").get(node).asInt() == -1) {
          values.set(node, model.numberNode((float) (-(next % 7) / SCALE.factor())));
          next += 3;
        }
      }
    }
    byte[] ubj =
        XGBoost.loadModel(model.toString().getBytes(StandardCharsets.UTF_8)).toByteArray("ubj");
    PointTable table = build(job, ubj, true);
    assertThat(table.tables())
        .flatExtracting(FeaturePoints::cells)
        .allSatisfy(cell -> assertThat(cell.exact()).isCloseTo(cell.points(), within(1e-3)));
    assertThat(table.tables()).anySatisfy(one -> assertThat(one.lowest()).isGreaterThan(0));
    assertThat(table.rounding()).isLessThan(0.51);
    booster.dispose();
  }

  @Test
  void deeperTreesHaveNoTable() throws XGBoostError {
    Booster booster = train(2);
    byte[] ubj = booster.toByteArray("ubj");
    assertThatThrownBy(() -> build(job, ubj, false))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("max_depth: 1");
    booster.dispose();
  }
}
