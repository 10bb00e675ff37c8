package io.riskmesh.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riskmesh.model.ModelFeature;
import io.riskmesh.model.SourceInput;
import java.util.List;

/** features.json: its frame, which {@code SpecJson} writes, around the records within. */
final class FeaturesSchema {
  private FeaturesSchema() {}

  /**
   * The fitted features.
   *
   * @param version number of the format
   * @param inputs source columns that the features read
   * @param features one float of the model's input each, in order
   */
  private record Frame(int version, List<SourceInput> inputs, List<ModelFeature> features) {}

  static ObjectNode of(String title) {
    ObjectNode schema = RecordSchema.of(Frame.class, title);
    ObjectNode feature = (ObjectNode) schema.at("/$defs/ModelFeature");
    ArrayNode required = feature.putArray("required");
    // Without "missing" only a blank text is missing.
    required.add("name").add("expr");
    return schema;
  }
}
