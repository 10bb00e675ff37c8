package io.riskmesh.model;

import io.riskmesh.store.JsonText;
import io.riskmesh.store.ModelArchive;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** A small published model over four columns, and the library's scores of its records. */
final class SampleModel {
  static final FeatureSpec SPEC =
      new FeatureSpec(
          List.of(
              new ModelFeature(
                  "amount",
                  new Expr.Log1p(new Expr.Finite(new Expr.NumberColumn("amount"))),
                  List.of("", "-999")),
              new ModelFeature(
                  "rate",
                  new Expr.Fill(new Expr.Finite(new Expr.NumberColumn("rate")), 0.25),
                  ModelFeature.BLANK),
              new ModelFeature("rate.missing", new Expr.IsMissing(new Expr.NumberColumn("rate"))),
              new ModelFeature("purpose=car", new Expr.Equal("purpose", "car")),
              new ModelFeature("purpose=7", new Expr.Equal("purpose", "7")),
              new ModelFeature(
                  "purpose=unknown", new Expr.Lookup("purpose", Map.of("car", 0.0, "7", 0.0), 1)),
              new ModelFeature(
                  "per_rate",
                  new Expr.Finite(
                      new Expr.Arithmetic(
                          ArithmeticOperator.DIVIDE,
                          new Expr.NumberColumn("amount"),
                          new Expr.NumberColumn("rate")))),
              new ModelFeature(
                  "month", new Expr.Finite(new Expr.NumberColumn("month")), ModelFeature.BLANK)));

  static final List<DeclaredFeature> DECLARED =
      List.of(
          new DeclaredFeature("amount", true, 1),
          new DeclaredFeature("rate", true, 2),
          new DeclaredFeature("purpose", false, 3),
          new DeclaredFeature("per_rate", true, 1),
          new DeclaredFeature("month", true, 1));

  private static final int ROWS = 2_000;

  private final byte[] booster;
  private final Map<String, byte[]> files = new LinkedHashMap<>();

  SampleModel(Map<String, Object> params) {
    try {
      List<Map<String, Object>> records = records(new Random(params.hashCode()), ROWS);
      DMatrix matrix = matrix(records);
      Random chance = new Random(5);
      float[] labels = new float[ROWS];
      for (int row = 0; row < ROWS; row++) {
        boolean isCar = "car".equals(records.get(row).get("purpose"));
        labels[row] = chance.nextGaussian() + (isCar ? 1 : 0) > 1 ? 1 : 0;
      }
      matrix.setLabel(labels);
      Map<String, Object> all = new HashMap<>(params);
      all.put("objective", "binary:logistic");
      all.put("nthread", 1);
      Booster trained = XGBoost.train(matrix, all, 30, new HashMap<>(), null, null);
      this.booster = trained.toByteArray("ubj");
      matrix.dispose();
      trained.dispose();
    } catch (XGBoostError e) {
      throw new AssertionError(e);
    }
    byte[] features = SPEC.toJson();
    files.put(ArchiveFiles.BOOSTER, booster);
    files.put(ArchiveFiles.FEATURES, features);
    files.put(ArchiveFiles.INFO, JsonText.bytes(info(ContentHash.sha256(features))));
  }

  private ModelInfo info(String features) {
    TreeEnsemble trees = TreeReader.read(booster);
    return new ModelInfo(
        "job",
        "night-1",
        "2026-11-01T00:00:00Z",
        "binary:logistic",
        trees.size(),
        0.25,
        new Calibrator(0.9, -0.1),
        features,
        "bb",
        SPEC.names(),
        DECLARED,
        List.of(),
        new ReferenceGroups(
            List.of(0.01, 0.02, 0.03, 0.0, 0.0), List.of(-0.1, 0.0, 0.1, -0.1, 0.0)),
        List.of(),
        new ServingRules(
            ContentHash.sha256(booster),
            margins(List.of())[0],
            List.of(new RiskBands.Band("A", 0.2), new RiskBands.Band("B", null)),
            new ReasonRules(
                3,
                true,
                Map.of("amount", new ReasonCode("R1", "The amount")),
                List.of("purpose"))));
  }

  /** Returns the files of the archive, which may be changed. */
  Map<String, byte[]> files() {
    return new LinkedHashMap<>(files);
  }

  byte[] archive() {
    return ModelArchive.of(files);
  }

  Scorer scorer() {
    return Scorer.read(files);
  }

  /** Returns random records as a caller would send them, values of every kind among them. */
  static List<Map<String, Object>> records(Random random, int count) {
    Object[] purposes = {"car", 7, "7.0", "boat", "", null, "ä", 7.5};
    List<Map<String, Object>> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, Object> record = new HashMap<>();
      Object[] amounts = {
        random.nextInt(20_000),
        random.nextDouble() * 1e4,
        "%d.%d".formatted(random.nextInt(9_999), random.nextInt(10)),
        null,
        -999,
        "",
        1e300
      };
      record.put("amount", amounts[random.nextInt(amounts.length)]);
      record.put("rate", random.nextInt(9) == 0 ? null : random.nextGaussian());
      record.put("purpose", purposes[random.nextInt(purposes.length)]);
      record.put("month", "2026-%02d-01".formatted(1 + random.nextInt(12)));
      records.add(record);
    }
    return records;
  }

  /** Returns the library's margins of records; of no record, that of a row without a tree. */
  float[] margins(List<Map<String, Object>> records) {
    return predict(records, true);
  }

  /** Returns the library's probabilities of records. */
  float[] probabilities(List<Map<String, Object>> records) {
    return predict(records, false);
  }

  private float[] predict(List<Map<String, Object>> records, boolean margin) {
    try {
      Booster model = XGBoost.loadModel(booster);
      DMatrix matrix = records.isEmpty() ? null : matrix(records);
      float[] found;
      if (matrix == null) {
        found = new float[] {TreeEnsembleTest.base(model, TreeReader.read(booster))};
      } else {
        float[][] rows = model.predict(matrix, margin);
        found = new float[rows.length];
        IntStream.range(0, rows.length).forEach(i -> found[i] = rows[i][0]);
        matrix.dispose();
      }
      model.dispose();
      return found;
    } catch (XGBoostError | java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private static DMatrix matrix(List<Map<String, Object>> records) throws XGBoostError {
    int width = SPEC.names().size();
    float[] values = new float[records.size() * width];
    for (int row = 0; row < records.size(); row++) {
      System.arraycopy(SPEC.evaluate(records.get(row)), 0, values, row * width, width);
    }
    return new DMatrix(values, records.size(), width, Float.NaN);
  }
}
