package io.riskmesh.train;

import io.riskmesh.config.ClassFactors;
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
    XGBoostClassificationModel model = classifier(job, validation).fit(train);
    Booster booster = model.nativeBooster().booster();
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
    return rows.sparkSession().internalCreateDataFrame(settled, rows.schema(), false);
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

  private static XGBoostClassifier classifier(
      BoostingEngine.BoostingJob job, Dataset<Row> validation) throws IOException {
    XGBoostClassifier classifier = QuietClassifier.of(job.params());
    classifier.setNumWorkers(job.workers());
    classifier.setNumRound(job.plan().config().rounds());
    classifier.setNumEarlyStoppingRounds(job.plan().config().earlyStoppingRounds());
    classifier.setRabitTrackerHostIp(
        DriverHost.ownAddressText(validation.sparkSession().sparkContext()));
    classifier.setLabelCol(ShardLayout.LABEL);
    classifier.setWeightCol(ShardLayout.WEIGHT);
    classifier.setFeaturesCol(ShardLayout.FEATURES);
    classifier.setFeatureTypes(job.data().types().declared());
    classifier.setMissing(Float.NaN);
    classifier.setEvalDataset(validation);
    return classifier;
  }

  /**
   * Returns one entry per round that was trained: the library's arrays have the length of the
   * maximum number of rounds, with zeros for rounds that did not run.
   */
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
