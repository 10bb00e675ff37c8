package io.riskmesh.runs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import io.riskmesh.config.SplitPart;
import io.riskmesh.evaluate.PairedScores;
import io.riskmesh.evaluate.PredictionColumns;
import io.riskmesh.rows.ParquetFolder;
import io.riskmesh.runs.RunComparison.Tests;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Predictions of two runs for the test rows that both have scored. */
public final class PairedPredictions {
  private static final String PREDICTIONS = "predictions";

  /** Most pairs on the driver; of more rows, a sample by their identifiers. */
  private static final int MOST_ROWS = 1 << 18;

  private static final int STEPS = 1 << 20;

  private PairedPredictions() {}

  /**
   * Returns why the predictions cannot be paired; empty if they can. Lists two folders.
   *
   * @param first the run that the second is compared with
   */
  public static Optional<String> findObstacle(Store store, Manifest first, Manifest second) {
    if (RunComparison.relate(first.split(), second.split()) == Tests.OTHER_RULE) {
      return Optional.of("the runs split by different rules");
    }
    return Stream.of(first, second)
        .filter(run -> store.list(folder(run)).isEmpty())
        .findFirst()
        .map(run -> "the predictions of run %s are no longer there".formatted(run.runId()));
  }

  private static String folder(Manifest run) {
    return run.data().folders() == null
        ? "%s/%s".formatted(new RunPaths(run.job(), run.runId()).dataFolder(), PREDICTIONS)
        : "%s/%s".formatted(run.job(), run.data().folders().get(PREDICTIONS));
  }

  /**
   * Pairs the predictions by row; the second run's are the first of each pair. Rows whose
   * identifier is not unique, or whose label has changed, are left out. Runs one Spark job.
   */
  public static PairedScores read(
      SparkSession spark, Store store, Manifest first, Manifest second) {
    long most = Math.max(testRows(first), testRows(second));
    double share = Math.min(1, (double) MOST_ROWS / Math.max(1, most));
    Dataset<Row> other = test(spark, store.uri(folder(first)), share, "other");
    Dataset<Row> own = test(spark, store.uri(folder(second)), share, "own");
    List<Row> rows =
        own.join(other, PredictionColumns.ROW)
            .filter(col("own.label").equalTo(col("other.label")))
            .orderBy(PredictionColumns.ROW)
            .select("own.label", "own.weight", "own.probability", "other.probability")
            .collectAsList();
    boolean[] defaults = new boolean[rows.size()];
    double[] weights = new double[rows.size()];
    float[] ownScores = new float[rows.size()];
    float[] otherScores = new float[rows.size()];
    for (int i = 0; i < defaults.length; i++) {
      Row row = rows.get(i);
      defaults[i] = row.getFloat(0) == 1;
      weights[i] = row.getFloat(1);
      ownScores[i] = row.getFloat(2);
      otherScores[i] = row.getFloat(3);
    }
    return new PairedScores(defaults, weights, ownScores, otherScores);
  }

  private static long testRows(Manifest run) {
    return run.split().measured().rows();
  }

  private static Dataset<Row> test(SparkSession spark, String uri, double share, String name) {
    return ParquetFolder.at(spark, uri)
        .rows()
        .filter(col(PredictionColumns.PART).equalTo(SplitPart.TEST.key()))
        .filter(pmod(xxhash64(col(PredictionColumns.ROW)), lit(STEPS)).lt(Math.ceil(share * STEPS)))
        .groupBy(PredictionColumns.ROW)
        .agg(
            count(lit(1)).as("rows"),
            first(PredictionColumns.LABEL).as("label"),
            first(PredictionColumns.WEIGHT).as("weight"),
            first(PredictionColumns.PROBABILITY).as("probability"))
        .filter(col("rows").equalTo(1))
        .as(name);
  }
}
