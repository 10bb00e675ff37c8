package io.riskmesh.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.scala.spark.XGBoostClassificationModel;
import ml.dmlc.xgboost4j.scala.spark.XGBoostClassifier;
import ml.dmlc.xgboost4j.scala.spark.XGBoostTrainingSummary;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/** XGBoost4J-Spark's own estimator: one segment, whatever its length. */
final class EstimatorBoosting implements BoostingEngine {

  @Override
  public List<BoostingSegment> boost(
      BoostingEngine.BoostingJob job, OrderedRounds rounds, TrainingCheckpoints checkpoints)
      throws Exception {
    Dataset<Row> train = fixed(ShardLayout.trainOnly(job.data(), job.workers()), job, "train");
    Dataset<Row> validation =
        fixed(ShardLayout.validationOnly(job.data(), job.workers()), job, "validation");
    // The estimator finds out in the middle of the stage, or hangs.
    ShardStatistics.check(censuses(train, validation), job.data().features());
    XGBoostClassificationModel model = classifier(job, validation).fit(train);
    Booster booster = model.nativeBooster().booster();
    try {
      return List.of(new BoostingSegment(0, history(model, booster), booster.toByteArray("ubj")));
    } finally {
      booster.dispose();
    }
  }

  /**
   * The rows with their partitions settled: the estimator asks how many there are and would run the
   * query once for the answer and once more to train, and shuffle round-robin if it disliked it.
   */
  private static Dataset<Row> fixed(
      Dataset<Row> rows, BoostingEngine.BoostingJob job, String part) {
    RDD<InternalRow> settled = ShardLayout.settle(rows, job.workers(), part);
    return rows.sparkSession().internalCreateDataFrame(settled, rows.schema(), false);
  }

  private static List<ShardStatistics> censuses(Dataset<Row> train, Dataset<Row> validation) {
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

  private static XGBoostClassifier classifier(
      BoostingEngine.BoostingJob job, Dataset<Row> validation) throws IOException {
    XGBoostClassifier classifier = QuietClassifier.of(job.plan().params());
    classifier.setNumWorkers(job.workers());
    classifier.setNumRound(job.plan().config().rounds());
    classifier.setNumEarlyStoppingRounds(job.plan().config().earlyStoppingRounds());
    classifier.setRabitTrackerHostIp(
        DriverHost.ownAddressText(validation.sparkSession().sparkContext()));
    classifier.setLabelCol(ShardLayout.LABEL);
    classifier.setWeightCol(ShardLayout.WEIGHT);
    classifier.setFeaturesCol(ShardLayout.FEATURES);
    classifier.setMissing(Float.NaN);
    classifier.setEvalDataset(validation);
    return classifier;
  }

  /** The library's arrays are as long as the rounds that were allowed, zero where none was run. */
  private static List<TrainSummary.Round> history(XGBoostClassificationModel model, Booster booster)
      throws Exception {
    XGBoostTrainingSummary summary = model.summary().get();
    float[] train = summary.trainObjectiveHistory();
    float[] validation = summary.validationObjectiveHistory().head()._2();
    List<TrainSummary.Round> history = new ArrayList<>();
    for (int round = 0; round < booster.getNumBoostedRound(); round++) {
      history.add(new TrainSummary.Round(train[round], validation[round]));
    }
    return history;
  }
}
