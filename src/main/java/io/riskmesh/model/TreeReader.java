package io.riskmesh.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the trees of a booster from XGBoost's UBJ format (XGBoost 3.2, "Introduction to Model IO",
 * JSON schema), of which it needs the trees and a few sizes and skips the rest.
 */
public final class TreeReader {
  private final UbjReader in;
  private final int first;
  private final List<BoosterTree> trees = new ArrayList<>();
  private int number;
  private int width = -1;
  private String baseScore;
  private String booster;

  private TreeReader(byte[] ubj, int first) {
    this.in = new UbjReader(ubj);
    this.first = first;
  }

  /**
   * Reads all trees.
   *
   * @param ubj a booster of regression trees with one output
   * @throws IllegalArgumentException if the bytes are damaged, or have leaves with several values,
   *     tree weights or several outputs
   */
  public static TreeEnsemble read(byte[] ubj) {
    return read(ubj, 0);
  }

  /**
   * Reads the trees from a position on, and skips those before it.
   *
   * @param first zero-based position of the first tree
   * @throws IllegalArgumentException as {@link #read(byte[])}
   */
  public static TreeEnsemble read(byte[] ubj, int first) {
    try {
      return new TreeReader(ubj, first).ensemble();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not a booster that can be read: " + e.getMessage(), e);
    }
  }

  private TreeEnsemble ensemble() {
    in.object(field -> within(field, "learner", this::learner));
    if (!"gbtree".equals(booster) || width < 0 || baseScore == null) {
      throw new IllegalArgumentException(
          "booster %s, %d features, base score %s".formatted(booster, width, baseScore));
    }
    trees.forEach(tree -> tree.requireWidth(width));
    return new TreeEnsemble(width, baseScore, trees);
  }

  private void learner() {
    in.object(
        field -> {
          switch (field) {
            case "learner_model_param" -> in.object(this::param);
            case "gradient_booster" -> in.object(this::booster);
            default -> in.skip();
          }
        });
  }

  private void param(String field) {
    switch (field) {
      case "num_feature" -> width = Integer.parseInt(in.text());
      case "base_score" -> baseScore = in.text();
      case "num_class" -> requireAtMost(0, field, in.text());
      case "num_target" -> requireAtMost(1, field, in.text());
      default -> in.skip();
    }
  }

  private void booster(String field) {
    switch (field) {
      case "name" -> booster = in.text();
      case "model" -> in.object(name -> within(name, "trees", () -> in.array(this::tree)));
      default -> in.skip();
    }
  }

  private void tree() {
    if (number++ < first) {
      in.skip();
    } else {
      trees.add(new TreeFields().read());
    }
  }

  private void within(String field, String wanted, Runnable read) {
    if (field.equals(wanted)) {
      read.run();
    } else {
      in.skip();
    }
  }

  private static void requireAtMost(int most, String field, String value) {
    if (Integer.parseInt(value) > most) {
      throw new IllegalArgumentException(field + " is " + value);
    }
  }

  /** The fields of one tree, in any order. */
  private final class TreeFields {
    private int[] left = {};
    private int[] right = {};
    private int[] features = {};
    private int[] missingLeft = {};
    private float[] values = {};
    private float[] covers = {};
    private int[] types = {};
    private int[] categoryNodes = {};
    private int[] categoryBegins = {};
    private int[] categorySizes = {};
    private int[] categories = {};

    BoosterTree read() {
      in.object(this::field);
      return new BoosterTree(left, right, features, values, missingLeft, covers, categorySplits());
    }

    private CategorySplits categorySplits() {
      if (types.length != left.length) {
        throw new IllegalArgumentException(
            "a tree has %d nodes and the types of %d".formatted(left.length, types.length));
      }
      return CategorySplits.of(types, categoryNodes, categoryBegins, categorySizes, categories);
    }

    private void field(String name) {
      switch (name) {
        case "left_children" -> left = in.integers();
        case "right_children" -> right = in.integers();
        case "split_indices" -> features = in.integers();
        case "split_conditions" -> values = in.floats();
        case "sum_hessian" -> covers = in.floats();
        case "default_left" -> missingLeft = in.integers();
        case "split_type" -> types = in.integers();
        case "categories_nodes" -> categoryNodes = in.integers();
        case "categories_segments" -> categoryBegins = in.integers();
        case "categories_sizes" -> categorySizes = in.integers();
        case "categories" -> categories = in.integers();
        case "id" -> requireNumber(in.integer());
        case "tree_param" -> in.object(this::param);
        default -> in.skip();
      }
    }

    private void param(String name) {
      within(name, "size_leaf_vector", () -> requireAtMost(1, name, in.text()));
    }

    private void requireNumber(int id) {
      if (id != number - 1) {
        throw new IllegalArgumentException("tree %d has number %d".formatted(number - 1, id));
      }
    }
  }
}
