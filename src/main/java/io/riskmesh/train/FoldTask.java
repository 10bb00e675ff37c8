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
   * @param course the parameters that the models do not change, and the deciding metric alone
   */
  FoldTask(ShardPlan shard, TrainingCourse course, FoldPlan plan) {
    super(shard);
    this.course = course;
    this.plan = plan;
  }

  /** Reads the rows of both parts into one block. */
  @Override
  RowShard read(Iterator<ShardRow> rows, ShardPlan given) {
    RowBlock block = new RowBlock(given.types(), given.expectedRows() * 3 / 2);
    ShardStatistics census = new ShardStatistics();
    while (rows.hasNext()) {
      ShardRow row = rows.next();
      float weight = given.classWeights().of(row.label(), row.weight());
      census.row(row.isValidation(), row.label(), weight);
      block.add(row, weight, census);
    }
    return new RowShard(block, new RowBlock(given.types(), 1), census);
  }

  @Override
  List<byte[]> work(RowShard shard, List<ShardStatistics> all, TaskContext context)
      throws XGBoostError {
    long[] hashes = shard.train().orderedHashes();
    DMatrix rows = shard.train().matrix();
    try {
      FoldModels models = new FoldModels(placed(course, context), shard.train().types());
      List<FoldScore> scores = new ArrayList<>();
      for (int repeat = 0; repeat < plan.repeats(); repeat++) {
        for (int fold = 0; fold < plan.folds(); fold++) {
          context.killTaskIfInterrupted();
          scores.add(models.score(rows, hashes, repeat, fold));
        }
      }
      return List.of(new WorkerResult(all, List.of()).encode(), JsonText.bytes(scores));
    } finally {
      rows.dispose();
    }
  }

  /** The models of the plan on the worker's device. */
  private final class FoldModels {
    private final TrainingCourse placed;
    private final InputTypes types;

    FoldModels(TrainingCourse placed, InputTypes types) {
      this.placed = placed;
      this.types = types;
    }

    FoldScore score(DMatrix rows, long[] hashes, int repeat, int fold) throws XGBoostError {
      DMatrix train = slice(rows, plan.rows(hashes, repeat, fold, false));
      DMatrix test = slice(rows, plan.rows(hashes, repeat, fold, true));
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

    /** Returns some rows, whose inputs have the types of all rows. */
    private DMatrix slice(DMatrix rows, int[] chosen) throws XGBoostError {
      DMatrix slice = rows.slice(chosen);
      types.declare(slice);
      return slice;
    }

    private float score(DMatrix train, DMatrix test, FoldModel model) throws XGBoostError {
      Map<String, String> params = new HashMap<>(placed.params(0));
      params.putAll(model.params());
      Booster booster = RoundLoop.create(train, params);
      try {
        for (int round = 0; round < model.rounds(); round++) {
          booster.update(train, round);
        }
        // One worker: the library computes every metric.
        return placed.metrics().evaluate(booster, test, "test", model.rounds() - 1)[0];
      } finally {
        booster.dispose();
      }
    }
  }
}
