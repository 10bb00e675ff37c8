package io.riskmesh.pipeline;

import io.riskmesh.config.JobConfig;
import io.riskmesh.evaluate.BaseMargin;
import io.riskmesh.explain.PointTable;
import io.riskmesh.explain.PointTableBuilder;
import io.riskmesh.features.FeatureSummary;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.TreeReader;
import io.riskmesh.session.RunStage;
import io.riskmesh.store.StageJournal;
import java.util.Optional;

/** The tables of points of a run's model. */
final class ModelPoints {
  private ModelPoints() {}

  /**
   * Builds the tables from the files that the stages have kept; empty if the job asks for no
   * points.
   *
   * @throws io.riskmesh.store.RunException {@code FAILED} if a tree compares several inputs
   */
  static Optional<PointTable> build(StageJournal journal, JobConfig job, FeatureSummary features) {
    return job.training()
        .model()
        .points()
        .map(
            scale -> {
              byte[] booster = journal.readFile(RunStage.TRAIN.key(), StageActions.BOOSTER);
              return new PointTableBuilder(job, scale, job.training().model().isScorecard())
                  .build(
                      features,
                      FeatureSpec.fromJson(
                          journal.readFile(RunStage.FEATURES.key(), FeatureActions.FEATURES)),
                      TreeReader.read(booster),
                      BaseMargin.read(booster));
            });
  }
}
