package io.riskmesh.spark;

import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.scala.spark.XGBoostClassificationModel;
import ml.dmlc.xgboost4j.scala.spark.XGBoostClassifier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Calls the estimator of XGBoost4J-Spark, which is made for Spark 3. */
public final class EstimatorTraining {
  private EstimatorTraining() {}

  /** Returns whether this build has the estimator. */
  public static boolean isPresent() {
    return true;
  }

  /** Trains on rows with as many partitions as workers. */
  public static TrainedEstimator train(
      EstimatorSettings settings, Dataset<Row> train, Dataset<Row> validation) {
    XGBoostClassifier classifier = QuietClassifier.of(settings.params());
    classifier.setNumWorkers(settings.workers());
    classifier.setNumRound(settings.rounds());
    classifier.setNumEarlyStoppingRounds(settings.earlyStoppingRounds());
    classifier.setRabitTrackerHostIp(settings.host());
    classifier.setLabelCol(settings.label());
    classifier.setWeightCol(settings.weight());
    classifier.setFeaturesCol(settings.features());
    classifier.setFeatureTypes(settings.types());
    classifier.setMissing(Float.NaN);
    classifier.setEvalDataset(validation);
    return new ModelResult(classifier.fit(train));
  }

  private static final class ModelResult implements TrainedEstimator {
    private final XGBoostClassificationModel model;

    ModelResult(XGBoostClassificationModel model) {
      this.model = model;
    }

    @Override
    public Booster booster() {
      return model.nativeBooster().booster();
    }

    @Override
    public float[] train() {
      return model.summary().get().trainObjectiveHistory();
    }

    @Override
    public float[] validation() {
      return model.summary().get().validationObjectiveHistory().head()._2();
    }
  }
}
