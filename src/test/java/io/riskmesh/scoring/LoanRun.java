package io.riskmesh.scoring;

import io.riskmesh.aws.AwsClients;
import io.riskmesh.catalog.SourcePin;
import io.riskmesh.catalog.SourceRequest;
import io.riskmesh.catalog.SourceResolver;
import io.riskmesh.catalog.SourceTable;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.gate.VerdictWord;
import io.riskmesh.model.ArchiveFiles;
import io.riskmesh.model.Calibrator;
import io.riskmesh.model.DeclaredFeature;
import io.riskmesh.model.Expr;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.ModelFeature;
import io.riskmesh.model.ModelInfo;
import io.riskmesh.model.ReferenceGroups;
import io.riskmesh.model.SourceInput;
import io.riskmesh.runs.Manifest;
import io.riskmesh.runs.ManifestBuilder;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.FileHashes.HashedFile;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.ModelArchive;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A published run with a small real model, its table, and its scores computed without Spark. */
final class LoanRun {
  static final String JOB = "loans";
  static final String TIME = "2025-01-02T03:04:05Z";
  static final double THRESHOLD = 0.45;
  static final Calibrator CALIBRATOR = new Calibrator(0.8, -0.1);

  static final ReferenceGroups REFERENCES =
      new ReferenceGroups(List.of(0.05, -0.1, 0.02), List.of(-0.3, -0.2, -0.1));

  static final FeatureSpec SPEC =
      new FeatureSpec(
          List.of(
              new ModelFeature("amount", new Expr.Fill(new Expr.NumberColumn("amount"), 500)),
              new ModelFeature("rate", new Expr.NumberColumn("rate")),
              new ModelFeature("purpose=car", new Expr.Equal("purpose", "car")),
              new ModelFeature("purpose=home", new Expr.Equal("purpose", "home"))));

  static final StructType TABLE =
      new StructType()
          .add("id", DataTypes.LongType)
          .add("amount", DataTypes.DoubleType)
          .add("rate", DataTypes.DoubleType)
          .add("purpose", DataTypes.StringType)
          .add("town", DataTypes.StringType);

  private static final String[] PURPOSES = {"car", "home", "boat", null};
  private static final int ROUNDS = 10;
  private static final int TRAINED = 400;
  static final byte[] BOOSTER = booster();

  /** A score by the library and the model's classes. */
  record PlainScore(float margin, float probability) {
    double calibrated() {
      return CALIBRATOR.probability(margin);
    }

    String decision() {
      return info("any").refuses(probability) ? "refuse" : "accept";
    }
  }

  private LoanRun() {}

  /**
   * Returns rows of the table. Of three columns some values are missing, and all of them in the row
   * with id 35; every fourth purpose is none that the features know.
   */
  static List<Row> rows(int count) {
    return IntStream.range(0, count).mapToObj(LoanRun::row).toList();
  }

  private static Row row(int i) {
    Double amount = i % 7 == 0 ? null : Double.valueOf(100 + i * 37.5 % 900);
    Double rate = i % 5 == 0 ? Double.NaN : i % 11 / 10.0;
    return RowFactory.create((long) i, amount, rate, PURPOSES[i % 4], "town" + i % 3);
  }

  /** Writes the rows to the folder from which {@link #settings} reads them. */
  static void write(SparkSession spark, Path folder, List<Row> rows) {
    write(spark.createDataFrame(rows, TABLE), folder);
  }

  static void write(Dataset<Row> rows, Path folder) {
    rows.coalesce(1)
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(folder.resolve("rows").toUri().toString());
  }

  /** Loads the job, its artifacts below the folder. */
  static EffectiveConfig settings(Path folder, String... set) {
    Path job = folder.resolve("job.yaml");
    try {
      Files.writeString(
          job,
          """
          name: loans
          source: {path: rows, format: parquet, key: [id]}
          label: {column: late, positive: 1}
          features:
            - {name: amount, kind: numeric}
            - {name: rate, kind: numeric}
            - {name: purpose, kind: categorical, domain: [car, home]}
          score: {bands: [{name: low, below: 0.3}, {name: high}], keep: [town]}
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> all =
        new ArrayList<>(
            List.of(
                "catalog.warehouse=" + folder.resolve("warehouse"),
                "artifacts.uri=" + folder.resolve("artifacts")));
    all.addAll(List.of(set));
    return EffectiveConfig.load(
        Optional.of(job.toString()), Optional.of("conf/env/local.yaml"), all);
  }

  /** Opens the store that {@link #settings} names. */
  static Store store(Path folder) {
    return Store.openAt(folder.resolve("artifacts").toString(), Map.of());
  }

  /** Opens the table as a scoring does. */
  static SourceTable open(SparkSession spark, EffectiveConfig settings) {
    try (AwsClients aws = new AwsClients(settings.env().aws())) {
      return SourceResolver.open(
          spark,
          aws,
          new SourceRequest(
              ScoreJob.wanted(SPEC, settings.job()),
              settings.env(),
              TIME,
              "file:/unused",
              Optional.empty()));
    }
  }

  static ScoredModel model(Store store) {
    return ScoredModel.read(store, publish(store, "first", VerdictWord.ACCEPTED));
  }

  static RunPaths publish(Store store, String runId, VerdictWord verdict) {
    return publish(store, runId, verdict, SPEC.toJson());
  }

  /** Publishes a run with other features than those that the model names, unless they are equal. */
  static RunPaths publish(Store store, String runId, VerdictWord verdict, byte[] features) {
    RunPaths paths = new RunPaths(JOB, runId);
    Map<String, byte[]> archive = new LinkedHashMap<>();
    archive.put(ArchiveFiles.BOOSTER, BOOSTER);
    archive.put(ArchiveFiles.FEATURES, features);
    archive.put(ArchiveFiles.INFO, JsonText.bytes(info(runId)));
    List<HashedFile> files =
        List.of(
            put(store, paths, RunPaths.FEATURES, features),
            put(store, paths, RunPaths.MODEL, ModelArchive.of(archive)));
    Manifest manifest =
        ManifestBuilder.of(runId, TIME)
            .job(JOB)
            .verdict(verdict)
            .source(trainedOn())
            .inputs(SPEC.names())
            .files(files)
            .build();
    store.write(paths.manifest(), JsonText.bytes(manifest));
    return paths;
  }

  private static HashedFile put(Store store, RunPaths paths, String file, byte[] content) {
    store.write(paths.published(file), content);
    return new HashedFile(file, FileHashes.sha256(content), content.length);
  }

  private static ModelInfo info(String runId) {
    return new ModelInfo(
        JOB,
        runId,
        TIME,
        "binary:logistic",
        ROUNDS,
        THRESHOLD,
        CALIBRATOR,
        FileHashes.sha256(SPEC.toJson()),
        "aa",
        SPEC.names(),
        List.of(
            new DeclaredFeature("amount", true, 1),
            new DeclaredFeature("rate", true, 1),
            new DeclaredFeature("purpose", false, 2)),
        List.of(),
        REFERENCES,
        List.of(
            new ModelInfo.Share("amount", SourceInput.ValueReading.NUMBER, 0.1, null),
            new ModelInfo.Share("purpose", SourceInput.ValueReading.TEXT, 0.25, 1 / 3.0)),
        null);
  }

  private static SourcePin trainedOn() {
    List<SourcePin.PinnedColumn> columns =
        Arrays.stream(TABLE.fields())
            .map(field -> new SourcePin.PinnedColumn(field.name(), field.dataType().sql()))
            .toList();
    return new SourcePin(
        "files", "then", "then", null, null, TIME, null, columns, List.of(), null, null);
  }

  /** Computes the scores with the library on one matrix, from features computed in plain Java. */
  static List<PlainScore> scores(List<Row> rows) {
    try {
      Booster booster = XGBoost.loadModel(BOOSTER);
      DMatrix matrix = matrix(rows);
      float[][] margins = booster.predict(matrix, true);
      float[][] probabilities = booster.predict(matrix);
      matrix.dispose();
      booster.dispose();
      return IntStream.range(0, rows.size())
          .mapToObj(i -> new PlainScore(margins[i][0], probabilities[i][0]))
          .toList();
    } catch (XGBoostError | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static DMatrix matrix(List<Row> rows) throws XGBoostError {
    int width = SPEC.names().size();
    float[] values = new float[rows.size() * width];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(SPEC.evaluate(record(rows.get(i))), 0, values, i * width, width);
    }
    return new DMatrix(values, rows.size(), width, Float.NaN);
  }

  private static Map<String, Object> record(Row row) {
    Map<String, Object> record = new HashMap<>();
    for (int i = 0; i < TABLE.length(); i++) {
      record.put(TABLE.fieldNames()[i], row.get(i));
    }
    return record;
  }

  private static byte[] booster() {
    List<Row> rows = rows(TRAINED);
    float[] labels = new float[rows.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = label(SPEC.evaluate(record(rows.get(i))));
    }
    Map<String, Object> params =
        Map.of("objective", "binary:logistic", "max_depth", 3, "eta", 0.3, "nthread", 1);
    try {
      DMatrix matrix = matrix(rows);
      matrix.setLabel(labels);
      return XGBoost.train(matrix, new HashMap<>(params), ROUNDS, new HashMap<>(), null, null)
          .toByteArray("ubj");
    } catch (XGBoostError e) {
      throw new AssertionError(e);
    }
  }

  private static float label(float[] features) {
    float rate = Float.isNaN(features[1]) ? 0.5f : features[1];
    float isCar = features[2] == 1 ? 0.2f : 0;
    return features[0] / 1000 + rate / 2 + isCar > 0.8 ? 1 : 0;
  }
}
