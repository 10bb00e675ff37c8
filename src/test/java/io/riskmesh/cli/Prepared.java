package io.riskmesh.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.store.Hashes;
import io.riskmesh.store.Json;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.nio.file.Path;
import java.util.Map;

/** What {@code prepare} has left of a run of the default job, which is not published yet. */
public record Prepared(Path artifacts, String run) {

  /** The split and {@code features.json}: the same for the same rows, wherever they come from. */
  public String fingerprint() {
    byte[] features = store().read(paths().staged("features/features.json")).orElseThrow();
    return marker("split").path("result") + Hashes.sha256(features) + features.length;
  }

  /** The source as it was pinned. */
  public JsonNode source() {
    return marker("source").path("result").path("source");
  }

  private JsonNode marker(String stage) {
    byte[] marker = store().read(paths().work("stages/" + stage + ".json")).orElseThrow();
    return Json.read(marker, JsonNode.class);
  }

  /** How the command ended. */
  public JsonNode outcome() {
    return Json.read(store().read(paths().outcome()).orElseThrow(), JsonNode.class);
  }

  private RunPaths paths() {
    return new RunPaths("credit-risk", run);
  }

  private Store store() {
    return Store.at(artifacts.toString(), Map.of());
  }
}
