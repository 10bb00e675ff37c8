package io.riskmesh.train;

import io.riskmesh.config.ClassFactors;
import io.riskmesh.spark.ClassicSession;
import io.riskmesh.spark.EstimatorSettings;
import io.riskmesh.spark.EstimatorTraining;
import io.riskmesh.spark.TrainedEstimator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import ml.dmlc.xgboost4j.java.Booster;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;

/** Boosts with the estimator of XGBoost4J-Spark, which always produces a single segment. */
final class EstimatorBoosting implements BoostingEngine {

  @Override
  public List<BoostingSegment> boost(
      BoostingEngine.BoostingJob job, OrderedRounds rounds, TrainingCheckpoints checkpoints)
      throws Exception {
    ClassFactors weights = job.plan().config().classWeights();
    Dataset<Row> train =
        fixed(ShardLayout.trainOnly(job.data(), job.workers(), weights), job, "train");
    Dataset<Row> validation =
        fixed(ShardLayout.validationOnly(job.data(), job.workers(), weights), job, "validation");
    // The estimator would notice such rows only in the middle of the stage, or hang.
    ShardStatistics.check(takeCensuses(train, validation), job.data().features());
    TrainedEstimator model =
        EstimatorTraining.train(settings(job, train.sparkSession()), train, validation);
    Booster booster = model.booster();
    try {
      return List.of(new BoostingSegment(0, history(model, booster), booster.toByteArray("ubj")));
    } finally {
      booster.dispose();
    }
  }

  /**
   * Returns the rows with fixed partitions. Otherwise the estimator would run the query once to
   * count the partitions and again to train, and repartition round-robin if their number did not
   * match.
   */
  private static Dataset<Row> fixed(
      Dataset<Row> rows, BoostingEngine.BoostingJob job, String part) {
    RDD<InternalRow> settled = ShardLayout.settle(rows, job.workers(), part);
    return ClassicSession.frame(rows.sparkSession(), settled, rows.schema());
  }

  private static List<ShardStatistics> takeCensuses(Dataset<Row> train, Dataset<Row> validation) {
    return train
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .zipPartitions(validation.queryExecution().toRdd().toJavaRDD(), new CensusTask())
        .collect()
        .stream()
        .map(ShardStatistics::parse)
        .toList();
  }

  private static EstimatorSettings settings(BoostingEngine.BoostingJob job, SparkSession spark)
      throws IOException {
    return new EstimatorSettings(
        job.params(),
        job.workers(),
        job.plan().config().rounds(),
        job.plan().config().earlyStoppingRounds(),
        DriverHost.ownAddressText(spark.sparkContext()),
        job.data().types().declared(),
        ShardLayout.LABEL,
        ShardLayout.WEIGHT,
        ShardLayout.FEATURES);
  }

  /**
   * Returns one entry per round that was trained: the library's arrays have the length of the
   * maximum number of rounds, with zeros for rounds that did not run.
   */
  private static List<TrainSummary.Round> history(TrainedEstimator model, Booster booster)
      throws Exception {
    float[] train = model.train();
    float[] validation = model.validation();
    List<TrainSummary.Round> history = new ArrayList<>();
    for (int round = 0; round < booster.getNumBoostedRound(); round++) {
      history.add(new TrainSummary.Round(train[round], validation[round]));
    }
    return history;
  }
}
