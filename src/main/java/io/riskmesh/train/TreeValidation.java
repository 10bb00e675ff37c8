package io.riskmesh.train;

import io.riskmesh.model.TreeEnsemble;
import io.riskmesh.model.TreeReader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.Booster.PredictionType;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Validation rows in Java's memory, column by column, 4 bytes a value, to whose margins the trees
 * of each round are added in Java. The metric is the library's: a booster without trees evaluates
 * rows without features, whose base margins these are; areas that it would average over the workers
 * are {@link CollectedAreas}.
 */
final class TreeValidation implements ValidationRows {
  /** Rows that are copied at once for the library. */
  private static final int BLOCK_ROWS = 32_768;

  /** Rows by which the library confirms the margins of a segment. */
  private static final int SAMPLE_ROWS = 256;

  private static final String NAME = "validation";

  private static final List<String> METRIC_PARAMS =
      List.of("objective", "nthread", "seed", "verbosity");

  private final float[] columns;
  private final int width;
  private final int rows;
  private final DMatrix outcomes;
  private final int[] sampled;
  private Booster evaluator;
  private MetricPlan plan;
  private CollectedAreas areas;
  private int threads;
  private int treesPerRound;

  /** Margins of the rows; null before the first round. */
  private float[] margins;

  /** Trees of the segment that the margins contain. */
  private int contained;

  /** Margins of the sampled rows at the start of the segment; null for the base score. */
  private float[] starts;

  /**
   * Takes over rows.
   *
   * @param columns one column after another, NaN for missing
   * @param outcomes labels and weights of the rows, as {@link #outcomes} returns them
   */
  TreeValidation(float[] columns, int width, DMatrix outcomes) {
    this.columns = columns;
    this.width = width;
    this.rows = columns.length / width;
    this.outcomes = outcomes;
    this.sampled = new int[Math.min(rows, SAMPLE_ROWS)];
    Arrays.setAll(sampled, i -> (int) ((long) i * rows / sampled.length));
  }

  /** Creates a native matrix of rows without features. */
  static DMatrix outcomes(float[] labels, float[] weights) throws XGBoostError {
    float[] missing = new float[labels.length];
    Arrays.fill(missing, Float.NaN);
    DMatrix matrix = new DMatrix(missing, labels.length, 1, Float.NaN);
    matrix.setLabel(labels);
    matrix.setWeight(weights);
    return matrix;
  }

  @Override
  public void open(TrainingCourse course) throws XGBoostError {
    Map<String, String> params = course.params(0);
    threads = Integer.parseInt(params.get("nthread"));
    treesPerRound = Integer.parseInt(params.get("num_parallel_tree"));
    Map<String, Object> own = new HashMap<>(Map.of("base_score", "0.5"));
    METRIC_PARAMS.forEach(name -> own.put(name, params.get(name)));
    plan = course.metrics();
    plan.direct().stream().limit(1).forEach(metric -> own.put("eval_metric", metric));
    evaluator = XGBoost.train(outcomes, own, 0, new HashMap<>(), null, null);
    plan.complete(evaluator);
    // The first call configures the evaluator, which resets the random state of this thread; a
    // booster sets it again when it starts.
    plan.evaluate(evaluator, outcomes, NAME, 0);
    areas = CollectedAreas.open(plan, outcomes);
  }

  @Override
  public RoundValues metrics(Booster booster, int round) throws XGBoostError {
    follow(booster);
    if (!plan.direct().isEmpty()) {
      outcomes.setBaseMargin(margins);
    }
    return new RoundValues(
        plan.evaluate(evaluator, outcomes, NAME, round),
        areas.isEmpty() ? new float[0] : areas.areas(margins));
  }

  /** Adds the trees that the margins do not contain yet. */
  private void follow(Booster booster) throws XGBoostError {
    if (margins == null) {
      margins = predict(booster);
      contained = booster.getNumBoostedRound() * treesPerRound;
    } else {
      TreeEnsemble later = TreeReader.read(booster.toByteArray("ubj"), contained);
      later.addColumns(columns, margins, threads);
      contained += later.size();
    }
  }

  private float[] predict(Booster booster) throws XGBoostError {
    float[] all = new float[rows];
    for (int from = 0; from < rows; from += BLOCK_ROWS) {
      int[] block = IntStream.range(from, Math.min(rows, from + BLOCK_ROWS)).toArray();
      float[][] predicted = predict(booster, block, null);
      for (int i = 0; i < block.length; i++) {
        all[block[i]] = predicted[i][0];
      }
    }
    return all;
  }

  private float[][] predict(Booster booster, int[] block, float[] starts) throws XGBoostError {
    float[] values = new float[block.length * width];
    for (int feature = 0; feature < width; feature++) {
      for (int i = 0; i < block.length; i++) {
        values[i * width + feature] = columns[feature * rows + block[i]];
      }
    }
    return booster.inplace_predict(
        values, block.length, width, Float.NaN, new int[2], PredictionType.kMargin, starts);
  }

  @Override
  public void confirm(Booster booster) throws XGBoostError {
    float[][] theirs = predict(booster, sampled, starts);
    for (int i = 0; i < sampled.length; i++) {
      float ours = margins[sampled[i]];
      if (Float.compare(ours, theirs[i][0]) != 0) {
        throw new UnrepeatableFailure(
            "the trees give a validation row the margin %s, but XGBoost gives it %s: report this as an error of riskmesh"
                .formatted(ours, theirs[i][0]),
            null);
      }
    }
  }

  @Override
  public void finish(Booster booster) throws XGBoostError {
    follow(booster);
    confirm(booster);
    starts = new float[sampled.length];
    for (int i = 0; i < sampled.length; i++) {
      starts[i] = margins[sampled[i]];
    }
    contained = 0;
  }

  @Override
  public void close() {
    if (evaluator != null) {
      evaluator.dispose();
    }
    outcomes.dispose();
  }
}
