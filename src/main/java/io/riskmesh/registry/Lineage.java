package io.riskmesh.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.store.Hashes;
import io.riskmesh.store.Json;
import io.riskmesh.store.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a model comes from, in the properties of its package: enough to find run, data and code
 * again without the report.
 */
final class Lineage {
  static final String RUN = "riskmesh.run-id";
  static final String JOB = "riskmesh.job";
  static final String MANIFEST = "riskmesh.manifest-sha256";

  private Lineage() {}

  /** Properties by name; a fact that the manifest does not have is left out. */
  static Map<String, String> of(PublishedRun run) {
    Manifest manifest = run.manifest();
    Map<String, String> raw = new TreeMap<>();
    raw.put(RUN, manifest.runId());
    raw.put(JOB, manifest.job());
    raw.put(MANIFEST, run.digest());
    raw.put("riskmesh.as-of", manifest.asOf());
    raw.put("riskmesh.verdict", manifest.verdict());
    raw.put("riskmesh.gates", Integer.toString(manifest.gates().size()));
    raw.put("riskmesh.version", manifest.versions().get("riskmesh"));
    raw.put("riskmesh.commit", manifest.versions().get("commit"));
    raw.put("riskmesh.config-sha256", manifest.config().digest());
    raw.put("riskmesh.features-sha256", text(manifest.features().path("digest")));
    data(manifest, raw);
    split(manifest, raw);
    auc(manifest, raw);
    Map<String, String> properties = new TreeMap<>();
    raw.forEach(
        (key, value) -> MetadataText.of(value).ifPresent(text -> properties.put(key, text)));
    return properties;
  }

  private static void data(Manifest manifest, Map<String, String> raw) {
    JsonNode source = manifest.source();
    raw.put("riskmesh.source", text(source.path("name")));
    raw.put("riskmesh.snapshot", text(source.path("snapshot")));
    raw.put("riskmesh.filter", text(source.path("filter")));
    // Of a source of files the list is what a snapshot is of a table.
    if (!source.path("files").isEmpty()) {
      raw.put("riskmesh.source-files-sha256", digest(source.path("files")));
    }
    raw.put("riskmesh.data-sha256", digest(manifest.data().files()));
  }

  private static void split(Manifest manifest, Map<String, String> raw) {
    raw.put("riskmesh.split", Json.convert(manifest.split(), SplitSummary.class).identity());
    raw.put(
        "riskmesh.test-rows", text(manifest.split().path("parts").path("test").path("membership")));
  }

  private static void auc(Manifest manifest, Map<String, String> raw) {
    manifest
        .metric("auc")
        .ifPresent(
            auc -> {
              raw.put("riskmesh.auc", number(auc.path("value")));
              raw.put("riskmesh.auc-low", number(auc.path("low")));
              raw.put("riskmesh.auc-high", number(auc.path("high")));
            });
  }

  private static String number(JsonNode value) {
    return value.isNumber() ? String.format(Locale.ROOT, "%.4f", value.asDouble()) : "";
  }

  private static String text(JsonNode value) {
    return value.isNull() ? "" : value.asText();
  }

  private static String digest(Object value) {
    return Hashes.sha256(Json.line(value).getBytes(StandardCharsets.UTF_8));
  }
}
