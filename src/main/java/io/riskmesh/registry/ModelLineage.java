package io.riskmesh.registry;

import io.riskmesh.catalog.SourcePin;
import io.riskmesh.config.MetricName;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The origin of a model, as properties of its package: enough to find run, data and code again
 * without the report.
 */
final class ModelLineage {
  static final String RUN = "riskmesh.run-id";
  static final String JOB = "riskmesh.job";
  static final String MANIFEST = "riskmesh.manifest-sha256";

  private ModelLineage() {}

  /** Returns the properties by name; a fact that the manifest does not have is left out. */
  static Map<String, String> of(PublishedRun run) {
    Manifest manifest = run.manifest();
    Map<String, String> raw = new TreeMap<>();
    raw.put(RUN, manifest.runId());
    raw.put(JOB, manifest.job());
    raw.put(MANIFEST, run.digest());
    raw.put("riskmesh.as-of", manifest.asOf());
    raw.put("riskmesh.verdict", manifest.verdict().word());
    raw.put("riskmesh.gates", Integer.toString(manifest.gates().size()));
    raw.put("riskmesh.version", manifest.versions().get("riskmesh"));
    raw.put("riskmesh.commit", manifest.versions().get("commit"));
    raw.put("riskmesh.config-sha256", manifest.config().digest());
    raw.put("riskmesh.features-sha256", manifest.features().digest());
    data(manifest, raw);
    split(manifest, raw);
    auc(manifest, raw);
    Map<String, String> properties = new TreeMap<>();
    raw.forEach(
        (key, value) -> MetadataText.of(value).ifPresent(text -> properties.put(key, text)));
    return properties;
  }

  private static void data(Manifest manifest, Map<String, String> raw) {
    SourcePin source = manifest.source();
    raw.put("riskmesh.source", source.name());
    raw.put("riskmesh.snapshot", source.snapshot() == null ? "" : source.snapshot().toString());
    raw.put("riskmesh.filter", source.filter() == null ? "" : source.filter());
    // For a source of files, the list of files identifies the data as a snapshot does for a table.
    if (!source.files().isEmpty()) {
      raw.put("riskmesh.source-files-sha256", digest(source.files()));
    }
    raw.put("riskmesh.data-sha256", digest(manifest.data().files()));
  }

  private static void split(Manifest manifest, Map<String, String> raw) {
    if (manifest.split().hasFolds()) {
      raw.put("riskmesh.measured", manifest.split().measuredOn());
    }
    raw.put("riskmesh.split", manifest.split().inWords());
    raw.put("riskmesh.test-rows", manifest.split().measured().membership());
  }

  private static void auc(Manifest manifest, Map<String, String> raw) {
    manifest
        .metric(MetricName.AUC)
        .ifPresent(
            auc -> {
              raw.put("riskmesh.auc", number(auc.value()));
              raw.put("riskmesh.auc-low", number(auc.low()));
              raw.put("riskmesh.auc-high", number(auc.high()));
            });
  }

  private static String number(Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.4f", value);
  }

  private static String digest(Object value) {
    return FileHashes.sha256(JsonText.line(value).getBytes(StandardCharsets.UTF_8));
  }
}
