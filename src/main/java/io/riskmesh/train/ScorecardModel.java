package io.riskmesh.train;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riskmesh.model.PointScale;
import io.riskmesh.train.ScorecardPoints.PointStep;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A scorecard as a model of XGBoost: one tree per feature, which finds the step of its weight of
 * evidence and gives the step's points in log odds, on a base score that gives the base points. The
 * layout is that of XGBoost's JSON (XGBoost 3.2, "Introduction to Model IO").
 *
 * <p>Features of a scorecard are never missing. Should one be, it counts as one without evidence.
 */
final class ScorecardModel {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** The parent of a root. */
  private static final int NONE = Integer.MAX_VALUE;

  private static final String[] ARRAYS = {
    "base_weights",
    "categories",
    "categories_nodes",
    "categories_segments",
    "categories_sizes",
    "default_left",
    "left_children",
    "loss_changes",
    "parents",
    "right_children",
    "split_conditions",
    "split_indices",
    "split_type",
    "sum_hessian"
  };

  private final int width;
  private final PointScale scale;

  /**
   * Creates a writer.
   *
   * @param width number of the model's inputs
   */
  ScorecardModel(int width, PointScale scale) {
    this.width = width;
    this.scale = scale;
  }

  /**
   * Returns the model as JSON.
   *
   * @param basePoints points of a row without any evidence
   */
  byte[] json(long basePoints, List<ScorecardPoints> features) {
    ObjectNode root = NODES.objectNode();
    ObjectNode learner = root.putObject("learner");
    learner.putObject("attributes");
    learner.putArray("feature_names");
    learner.putArray("feature_types");
    ObjectNode booster = learner.putObject("gradient_booster");
    booster.put("name", "gbtree");
    ObjectNode model = booster.putObject("model");
    ObjectNode categories = model.putObject("cats");
    List.of("enc", "feature_segments", "sorted_idx").forEach(categories::putArray);
    model
        .putObject("gbtree_model_param")
        .put("num_parallel_tree", "1")
        .put("num_trees", Integer.toString(features.size()));
    ArrayNode rounds = model.putArray("iteration_indptr").add(0);
    ArrayNode outputs = model.putArray("tree_info");
    ArrayNode trees = model.putArray("trees");
    for (int number = 0; number < features.size(); number++) {
      rounds.add(number + 1);
      outputs.add(0);
      trees.add(new CardTree(features.get(number)).write(number));
    }
    learner
        .putObject("learner_model_param")
        .put("base_score", "[" + (float) probability(scale.margin((double) basePoints)) + "]")
        .put("boost_from_average", "0")
        .put("num_class", "0")
        .put("num_feature", Integer.toString(width))
        .put("num_target", "1");
    learner
        .putObject("objective")
        .put("name", "binary:logistic")
        .putObject("reg_loss_param")
        .put("scale_pos_weight", "1");
    root.putArray("version").add(3).add(2).add(0);
    return root.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static double probability(double margin) {
    return 1 / (1 + StrictMath.exp(-margin));
  }

  /** A balanced tree over the steps of one feature, node after node in breadth-first order. */
  private final class CardTree {
    private final ScorecardPoints points;
    private final ObjectNode tree = NODES.objectNode();

    CardTree(ScorecardPoints points) {
      this.points = points;
    }

    ObjectNode write(int number) {
      for (String name : ARRAYS) {
        tree.putArray(name);
      }
      List<StepRange> nodes = StepRange.breadthFirst(points.steps().size());
      int next = 1;
      for (StepRange node : nodes) {
        node(node, next);
        next += node.isLeaf() ? 0 : 2;
      }
      tree.put("id", number);
      tree.putObject("tree_param")
          .put("num_deleted", "0")
          .put("num_feature", Integer.toString(width))
          .put("num_nodes", Integer.toString(nodes.size()))
          .put("size_leaf_vector", "1");
      return tree;
    }

    /** Writes a node whose left child, if any, has a position. */
    private void node(StepRange node, int left) {
      float value =
          node.isLeaf() ? leaf(points.steps().get(node.from())) : threshold(node.middle());
      put("left_children", node.isLeaf() ? -1 : left);
      put("right_children", node.isLeaf() ? -1 : left + 1);
      put("parents", node.parent() < 0 ? NONE : node.parent());
      put("split_indices", node.isLeaf() ? 0 : points.input());
      put("split_type", 0);
      put("default_left", !node.isLeaf() && 0 < value ? 1 : 0);
      put("split_conditions", value);
      put("base_weights", (float) (gradient(node) / cover(node)));
      put("loss_changes", node.isLeaf() ? 0f : gain(node));
      put("sum_hessian", (float) cover(node));
    }

    private void put(String array, int value) {
      ((ArrayNode) tree.get(array)).add(value);
    }

    private void put(String array, float value) {
      ((ArrayNode) tree.get(array)).add(value);
    }

    private float leaf(PointStep step) {
      return (float) (-step.points() / scale.factor());
    }

    /** Returns a number between two steps; values below it go left. */
    private float threshold(int step) {
      float below = points.steps().get(step - 1).greatest();
      float from = points.steps().get(step).least();
      float middle = (float) (((double) below + from) / 2);
      return middle > below ? middle : from;
    }

    private double cover(StepRange node) {
      double sum = 0;
      for (PointStep step : points.steps().subList(node.from(), node.to())) {
        sum += step.cover();
      }
      // Contributions are means by cover: what no train row has still has a way through the tree.
      return Math.max(sum, Float.MIN_NORMAL);
    }

    private double gradient(StepRange node) {
      double sum = 0;
      for (PointStep step : points.steps().subList(node.from(), node.to())) {
        sum += Math.max(step.cover(), Float.MIN_NORMAL) * leaf(step);
      }
      return sum;
    }

    /** Returns the gain of a split, by which XGBoost measures the importance of features. */
    private float gain(StepRange node) {
      StepRange left = new StepRange(node.from(), node.middle(), 0);
      StepRange right = new StepRange(node.middle(), node.to(), 0);
      return (float) Math.max(0, part(left) + part(right) - part(node));
    }

    private double part(StepRange node) {
      return gradient(node) * gradient(node) / cover(node);
    }
  }
}
