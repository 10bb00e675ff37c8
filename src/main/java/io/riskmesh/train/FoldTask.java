package io.riskmesh.train;

import io.riskmesh.store.JsonText;
import io.riskmesh.train.FoldPlan.FoldModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.TaskContext;

/** The only worker of a cross-validation: train and validation rows are one matrix, in folds. */
final class FoldTask extends ShardTask {
  private static final long serialVersionUID = 1L;

  private final TrainingCourse course;
  private final FoldPlan plan;

  /**
   * Creates the task.
   *
   * @param course the parameters that the models do not change
   */
  FoldTask(ShardPlan shard, TrainingCourse course, FoldPlan plan) {
    super(shard);
    this.course = course;
    this.plan = plan;
  }

  /** Reads the rows of both parts into one block. */
  @Override
  RowShard read(Iterator<ShardRow> rows, int width, long expectedRows) {
    RowBlock block = new RowBlock(width, expectedRows * 3 / 2);
    ShardStatistics census = new ShardStatistics();
    while (rows.hasNext()) {
      ShardRow row = rows.next();
      census.row(row.isValidation(), row.label(), row.weight());
      block.add(row, census);
    }
    return new RowShard(block, new RowBlock(width, 1), census);
  }

  @Override
  List<byte[]> work(RowShard shard, List<ShardStatistics> all, TaskContext context)
      throws XGBoostError {
    long[] hashes = shard.train().orderedHashes();
    DMatrix rows = shard.train().matrix();
    try {
      List<FoldScore> scores = new ArrayList<>();
      for (int repeat = 0; repeat < plan.repeats(); repeat++) {
        for (int fold = 0; fold < plan.folds(); fold++) {
          context.killTaskIfInterrupted();
          scores.add(score(rows, hashes, repeat, fold));
        }
      }
      return List.of(new WorkerResult(all, List.of()).encode(), JsonText.bytes(scores));
    } finally {
      rows.dispose();
    }
  }

  private FoldScore score(DMatrix rows, long[] hashes, int repeat, int fold) throws XGBoostError {
    DMatrix train = rows.slice(plan.rows(hashes, repeat, fold, false));
    DMatrix test = rows.slice(plan.rows(hashes, repeat, fold, true));
    try {
      List<Double> scores = new ArrayList<>();
      for (FoldModel model : plan.models()) {
        scores.add((double) score(train, test, model));
      }
      return new FoldScore(repeat, fold, scores);
    } finally {
      train.dispose();
      test.dispose();
    }
  }

  private float score(DMatrix train, DMatrix test, FoldModel model) throws XGBoostError {
    Map<String, String> params = new HashMap<>(course.params(0));
    params.putAll(model.params());
    Booster booster = RoundLoop.create(train, params);
    try {
      for (int round = 0; round < model.rounds(); round++) {
        booster.update(train, round);
      }
      return ValidationRows.metric(booster, test, "test", model.rounds() - 1);
    } finally {
      booster.dispose();
    }
  }
}
