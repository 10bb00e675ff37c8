package io.riskmesh.explain;

import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.evaluate.Evaluator;
import io.riskmesh.evaluate.GroupCell;
import io.riskmesh.evaluate.RowExplainer;
import io.riskmesh.evaluate.SampledRow;
import io.riskmesh.explain.GroupProxy.ProxyGroup;
import io.riskmesh.features.FeatureSummary;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.train.InputTypes;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Finds out whether the inputs of a model stand in for a group: a booster learns the group from the
 * inputs on one half of the rows and predicts it on the other half, and the other way round.
 */
public final class ProxyCheck {
  private static final int MAX_ROWS = 1 << 12;
  private static final int MAX_GROUPS = 10;
  private static final int ROUNDS = 30;
  private static final int NAMED = 3;

  /** Fewest rows with and without the group in each half. */
  private static final int FEWEST = 10;

  private static final Map<String, Object> PARAMS =
      Map.of(
          "objective",
          "binary:logistic",
          "tree_method",
          "hist",
          "max_depth",
          3,
          "eta",
          0.2,
          "seed",
          0,
          "nthread",
          1);

  private final List<FeatureBlock> all;
  private final Set<String> indices;
  private final List<SampledRow> rows;

  /** Number of the half of each row; rows with the same key are in the same half. */
  private final int[] halves;

  /**
   * Creates a check.
   *
   * @param sample test rows with their groups, in an order that depends on them alone
   */
  public ProxyCheck(FeatureSummary features, List<SampledRow> sample) {
    this.all = FeatureBlock.of(features.declared(), features.names());
    this.indices = features.indices();
    this.rows = sample.subList(0, Math.min(MAX_ROWS, sample.size()));
    this.halves = rows.stream().mapToInt(row -> Long.bitCount(row.row()) & 1).toArray();
  }

  /**
   * Checks the largest groups of a column.
   *
   * @param grouping index of the grouping in the rows
   * @param leftOut features that read the column itself
   */
  public GroupProxy check(
      String column, List<String> leftOut, int grouping, List<GroupCell> groups) {
    List<FeatureBlock> blocks =
        all.stream().filter(block -> !leftOut.contains(block.feature().name())).toList();
    List<ProxyGroup> found =
        groups.stream()
            .sorted(Comparator.comparingLong(GroupCell::rows).reversed())
            .limit(MAX_GROUPS)
            .map(group -> new GroupCheck(blocks, grouping, group).result())
            .toList();
    return new GroupProxy(column, leftOut, found);
  }

  /** The check of one group. */
  private final class GroupCheck {
    private final List<FeatureBlock> blocks;
    private final InputTypes types;
    private final int width;
    private final GroupCell group;
    private final boolean[] isIn;
    private final float[] margins;

    /** Sum of the absolute contributions of each feature. */
    private final double[] told;

    GroupCheck(List<FeatureBlock> blocks, int grouping, GroupCell group) {
      this.blocks = blocks;
      List<String> names =
          blocks.stream()
              .flatMap(block -> block.names().subList(block.at(), block.end()).stream())
              .toList();
      this.types = InputTypes.of(names, indices);
      this.width = names.size();
      this.group = group;
      this.isIn = new boolean[rows.size()];
      for (int i = 0; i < isIn.length; i++) {
        isIn[i] = group.has(rows.get(i).groups()[grouping]);
      }
      this.margins = new float[isIn.length];
      this.told = new double[blocks.size()];
    }

    ProxyGroup result() {
      long members = IntStream.range(0, isIn.length).filter(i -> isIn[i]).count();
      if (blocks.isEmpty() || !hasEnough()) {
        return new ProxyGroup(
            group.name(),
            members,
            null,
            null,
            null,
            blocks.isEmpty()
                ? "no other feature"
                : "fewer than %d rows inside or outside the group in a half".formatted(FEWEST),
            List.of());
      }
      try {
        for (int half = 0; half < 2; half++) {
          predict(half);
        }
      } catch (XGBoostError e) {
        throw new RunException(
            Outcome.FAILED, "the inputs could not be compared with the groups", e);
      }
      Metric auc = Evaluator.measureAuc(margins, isIn);
      return new ProxyGroup(
          group.name(),
          members,
          auc.value(),
          auc.low(),
          auc.high(),
          auc.noInterval(),
          IntStream.range(0, told.length)
              .boxed()
              .filter(i -> told[i] > 0)
              .sorted(Comparator.comparingDouble(i -> -told[i]))
              .limit(NAMED)
              .map(i -> blocks.get(i).feature().name())
              .toList());
    }

    private boolean hasEnough() {
      int[] counts = new int[4];
      for (int i = 0; i < isIn.length; i++) {
        counts[halves[i] * 2 + (isIn[i] ? 1 : 0)]++;
      }
      return Arrays.stream(counts).allMatch(count -> count >= FEWEST);
    }

    /** Predicts the rows of a half by those of the other, and adds what the features contribute. */
    private void predict(int half) throws XGBoostError {
      int[] others = IntStream.range(0, isIn.length).filter(i -> halves[i] != half).toArray();
      int[] mine = IntStream.range(0, isIn.length).filter(i -> halves[i] == half).toArray();
      DMatrix train = matrix(others);
      DMatrix test = matrix(mine);
      try {
        float[] labels = new float[others.length];
        for (int i = 0; i < labels.length; i++) {
          labels[i] = isIn[others[i]] ? 1 : 0;
        }
        train.setLabel(labels);
        Booster booster =
            XGBoost.train(train, new HashMap<>(PARAMS), ROUNDS, new HashMap<>(), null, null);
        try {
          float[][] predicted = booster.predict(test, true);
          RowExplainer.InputContributions explainer =
              RowExplainer.load(booster.toByteArray("ubj")).open();
          for (int i = 0; i < mine.length; i++) {
            margins[mine[i]] = predicted[i][0];
            add(explainer.of(inputs(mine[i]), 0, predicted[i][0]));
          }
        } finally {
          booster.dispose();
        }
      } finally {
        train.dispose();
        test.dispose();
      }
    }

    private void add(double[] contributions) {
      int at = 0;
      for (int block = 0; block < told.length; block++) {
        double sum = 0;
        for (int i = 0; i < blocks.get(block).feature().inputs(); i++) {
          sum += contributions[at++];
        }
        told[block] += Math.abs(sum);
      }
    }

    /** Returns the inputs of a row that take part. */
    private float[] inputs(int row) {
      float[] inputs = new float[width];
      int at = 0;
      for (FeatureBlock block : blocks) {
        int size = block.feature().inputs();
        System.arraycopy(rows.get(row).inputs(), block.at(), inputs, at, size);
        at += size;
      }
      return inputs;
    }

    private DMatrix matrix(int[] chosen) throws XGBoostError {
      float[] values = new float[chosen.length * width];
      for (int i = 0; i < chosen.length; i++) {
        System.arraycopy(inputs(chosen[i]), 0, values, i * width, width);
      }
      DMatrix matrix = new DMatrix(values, chosen.length, width, Float.NaN);
      types.declare(matrix);
      return matrix;
    }
  }
}
