package io.riskmesh.tracking;

import io.riskmesh.model.FeatureSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Which columns of the source a feature or a score was made of. */
final class LineageColumns {
  private final FeatureSpec spec;
  private final LineageDataset source;

  LineageColumns(FeatureSpec spec, LineageDataset source) {
    this.spec = spec;
    this.source = source;
  }

  /** Returns the facet {@code columnLineage} of a model, whose columns are its inputs. */
  Map<String, Object> ofModel() {
    Map<String, Object> fields = new LinkedHashMap<>();
    List<String> names = spec.names();
    for (int i = 0; i < names.size(); i++) {
      fields.put(names.get(i), field(new TreeSet<>(spec.columns(i)), "feature of the model"));
    }
    return Map.of("fields", fields);
  }

  /** Returns the facet {@code columnLineage} of scores: every one depends on all columns read. */
  Map<String, Object> ofScores(List<String> scores) {
    TreeSet<String> columns = new TreeSet<>();
    spec.inputs().forEach(input -> columns.add(input.column()));
    Map<String, Object> fields = new LinkedHashMap<>();
    scores.forEach(score -> fields.put(score, field(columns, "score of the model")));
    return Map.of("fields", fields);
  }

  private Map<String, Object> field(Iterable<String> columns, String description) {
    List<Map<String, Object>> inputs = new ArrayList<>();
    columns.forEach(column -> inputs.add(source.field(column, description)));
    return Map.of("inputFields", inputs);
  }

  /** Returns the facet {@code schema} of a model. */
  Map<String, Object> schema() {
    return Map.of(
        "fields",
        spec.names().stream().map(name -> Map.of("name", name, "type", "float")).toList());
  }
}
