package io.riskmesh.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Removes the trees after the best round. Every consumer scores with all trees that a model holds
 * and XGBoost's Java API cannot slice, so the model is edited in its JSON form, whose layout is
 * documented as stable (XGBoost, "Introduction to Model IO", JSON schema).
 */
final class ModelCut {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ModelCut() {}

  /**
   * The model with rounds {@code 0..best}.
   *
   * @param ubj a tree booster
   * @param best zero-based; becomes the attribute {@code best_iteration}
   * @param score metric at that round; becomes the attribute {@code best_score}
   */
  static byte[] at(byte[] ubj, int best, float score) {
    try {
      JsonNode model = JSON.readTree(convert(ubj, "json"));
      ObjectNode learner = (ObjectNode) model.get("learner");
      trees((ObjectNode) learner.at("/gradient_booster/model"), best + 1);
      learner
          .putObject("attributes")
          .put("best_iteration", Integer.toString(best))
          .put("best_score", Float.toString(score));
      return convert(JSON.writeValueAsBytes(model), "ubj");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (XGBoostError e) {
      throw new IllegalStateException("the trained model cannot be read back", e);
    }
  }

  private static void trees(ObjectNode model, int rounds) {
    // Trees of round r are numbers indptr[r] to indptr[r + 1] - 1.
    ArrayNode indptr = (ArrayNode) model.get("iteration_indptr");
    int trees = indptr.get(rounds).asInt();
    truncate(indptr, rounds + 1);
    truncate((ArrayNode) model.get("trees"), trees);
    truncate((ArrayNode) model.get("tree_info"), trees);
    ((ObjectNode) model.get("gbtree_model_param")).put("num_trees", Integer.toString(trees));
  }

  private static void truncate(ArrayNode array, int size) {
    while (array.size() > size) {
      array.remove(array.size() - 1);
    }
  }

  private static byte[] convert(byte[] model, String format) throws XGBoostError, IOException {
    Booster booster = XGBoost.loadModel(model);
    try {
      return booster.toByteArray(format);
    } finally {
      booster.dispose();
    }
  }
}
