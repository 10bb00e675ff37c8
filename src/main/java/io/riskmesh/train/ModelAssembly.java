package io.riskmesh.train;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Assembles one model from the trees of all segments, up to the best round. Every consumer scores
 * with all trees of a model, and XGBoost's Java API can neither slice nor concatenate models, so
 * their JSON form is edited, whose layout is documented as stable (XGBoost, "Introduction to Model
 * IO", JSON schema). The JSON is streamed token by token: an in-memory tree of it would take many
 * times the size of the model.
 */
final class ModelAssembly {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String MODEL = "/learner/gradient_booster/model";
  private static final JsonPointer ATTRIBUTES = JsonPointer.compile("/learner/attributes");
  private static final JsonPointer NUMBER =
      JsonPointer.compile(MODEL + "/gbtree_model_param/num_trees");
  private static final JsonPointer ROUNDS = JsonPointer.compile(MODEL + "/iteration_indptr");
  private static final JsonPointer GROUPS = JsonPointer.compile(MODEL + "/tree_info");
  private static final JsonPointer TREES = JsonPointer.compile(MODEL + "/trees");

  private final List<BoostingSegment> segments;
  private final int best;
  private final float score;
  private final int treesPerRound;

  /**
   * Creates an assembly of tree boosters.
   *
   * @param segments all segments from round 0 on
   * @param best zero-based; not an attribute of the model, because Python's XGBClassifier and shap
   *     would ignore every round that is later added to it
   * @param score metric of that round; becomes the attribute {@code best_score}
   * @param treesPerRound {@code num_parallel_tree}
   */
  ModelAssembly(List<BoostingSegment> segments, int best, float score, int treesPerRound) {
    this.segments = segments;
    this.best = best;
    this.score = score;
    this.treesPerRound = treesPerRound;
  }

  /** Returns the model with rounds {@code 0..best}, as UBJ. */
  byte[] ubj() {
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    try (JsonParser in = json(segments.get(0));
        JsonGenerator out = JSON.createGenerator(model)) {
      while (in.nextToken() != null) {
        out.copyCurrentEvent(in);
        if (in.currentToken() == JsonToken.FIELD_NAME && replaced(pointer(in), out)) {
          in.nextToken();
          in.skipChildren();
        }
      }
      out.flush();
      return ubj(model.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (XGBoostError e) {
      throw new IllegalStateException("the trained model cannot be read back", e);
    }
  }

  private static JsonPointer pointer(JsonParser in) {
    return in.getParsingContext().pathAsPointer();
  }

  /**
   * Writes the value of a field that differs from the first segment's; returns false if it does
   * not.
   */
  private boolean replaced(JsonPointer field, JsonGenerator out) throws IOException, XGBoostError {
    int trees = (best + 1) * treesPerRound;
    if (field.equals(ATTRIBUTES)) {
      out.writeStartObject();
      out.writeStringField("best_score", Float.toString(score));
      out.writeEndObject();
    } else if (field.equals(NUMBER)) {
      out.writeString(Integer.toString(trees));
    } else if (field.equals(ROUNDS)) {
      out.writeStartArray();
      for (int round = 0; round <= best + 1; round++) {
        out.writeNumber(round * treesPerRound);
      }
      out.writeEndArray();
    } else if (field.equals(GROUPS)) {
      // The output that each tree contributes to; there is only one.
      out.writeArray(new int[trees], 0, trees);
    } else if (field.equals(TREES)) {
      trees(out);
    } else {
      return false;
    }
    return true;
  }

  private void trees(JsonGenerator out) throws IOException, XGBoostError {
    out.writeStartArray();
    int number = 0;
    for (BoostingSegment segment : segments) {
      int rounds = Math.min(segment.nextRound(), best + 1) - segment.firstRound();
      if (rounds > 0) {
        number = trees(segment, number, rounds * treesPerRound, out);
      }
    }
    out.writeEndArray();
  }

  private static int trees(BoostingSegment segment, int first, int count, JsonGenerator out)
      throws IOException, XGBoostError {
    try (JsonParser in = json(segment)) {
      while (in.currentToken() != JsonToken.START_ARRAY || !pointer(in).equals(TREES)) {
        in.nextToken();
      }
      for (int number = first; number < first + count; number++) {
        tree(in, number, out);
      }
    }
    return first + count;
  }

  /** Copies a tree, replacing its number in the model. */
  private static void tree(JsonParser in, int number, JsonGenerator out) throws IOException {
    in.nextToken();
    out.copyCurrentEvent(in);
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      out.copyCurrentEvent(in);
      in.nextToken();
      if (in.currentName().equals("id")) {
        out.writeNumber(number);
      } else {
        out.copyCurrentStructure(in);
      }
    }
    out.copyCurrentEvent(in);
  }

  /**
   * Returns a model as UBJ, as the library writes it.
   *
   * @param json the model as XGBoost's JSON
   */
  static byte[] ubj(byte[] json) {
    try {
      return convert(json, "ubj");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (XGBoostError e) {
      throw new IllegalStateException("the model cannot be read back", e);
    }
  }

  private static JsonParser json(BoostingSegment segment) throws IOException, XGBoostError {
    return JSON.createParser(convert(segment.model(), "json"));
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
