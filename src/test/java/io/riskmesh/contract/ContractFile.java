package io.riskmesh.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.riskmesh.drift.Baseline;
import io.riskmesh.explain.PointTable;
import io.riskmesh.features.BinTables;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.OutcomeFile;
import io.riskmesh.tune.SearchReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The files of a run that others read: the record behind each, and its committed schema. */
public enum ContractFile {
  MANIFEST(Manifest.class, "manifest.json of a run, format " + Manifest.FORMAT),
  OUTCOME(OutcomeFile.class, "outcomes/<run-id>.json"),
  BASELINE(Baseline.class, "monitor/baseline.json of a run"),
  FEATURES(FeatureSpec.class, "features/features.json of a run"),
  BINS(BinTables.class, "features/bins.json of a run"),
  SCORECARD(PointTable.class, "model/scorecard.json of a run"),
  TRIALS(SearchReport.class, "tune/<run-id>/trials.json");

  private final Class<?> type;
  private final String title;

  ContractFile(Class<?> type, String title) {
    this.type = type;
    this.title = title;
  }

  Path path() {
    return Path.of("docs/schema", name().toLowerCase(Locale.ROOT) + ".schema.json");
  }

  ObjectNode expected() {
    return this == FEATURES ? FeaturesSchema.of(title) : RecordSchema.of(type, title);
  }

  /** What a file has that the committed schema does not allow. */
  public List<String> problems(byte[] json) {
    return problems(committed(), JsonText.read(json, JsonNode.class));
  }

  /**
   * What a part of a file has that the committed schema does not allow.
   *
   * @param record name of the record that is written as the part
   */
  List<String> problems(String record, JsonNode part) {
    ObjectNode whole = committed();
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("$ref", "#/$defs/" + record);
    schema.set("$schema", whole.get("$schema"));
    schema.set("$defs", whole.get("$defs"));
    return problems(schema, part);
  }

  private static List<String> problems(ObjectNode schema, JsonNode json) {
    return JsonSchemaFactory.getInstance(VersionFlag.V202012)
        .getSchema(schema)
        .validate(json)
        .stream()
        .map(ValidationMessage::toString)
        .toList();
  }

  private ObjectNode committed() {
    try {
      return JsonText.read(Files.readAllBytes(path()), ObjectNode.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
