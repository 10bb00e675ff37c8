package io.riskmesh.it;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.contract.ContractFile;
import io.riskmesh.contract.SchemaValidation;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.nio.file.Path;
import java.util.Map;

/** What {@code prepare} has left of a run of the default job, which is not published yet. */
public record Prepared(Path artifacts, String run) {

  /** The split and {@code features.json}: the same for the same rows, wherever they come from. */
  public String fingerprint() {
    byte[] features = work().file("features", "features.json");
    return work().result("split") + FileHashes.sha256(features) + features.length;
  }

  /** The source as it was pinned. */
  public JsonNode source() {
    return work().result("source").path("source");
  }

  /** Checks the pin, the features and the outcome against their schemas. */
  public void requireValid() {
    SchemaValidation.requirePin(source());
    SchemaValidation.require(ContractFile.FEATURES, work().file("features", "features.json"));
    SchemaValidation.require(ContractFile.OUTCOME, store().read(paths().outcome()).orElseThrow());
  }

  private Work work() {
    return new Work(store(), paths());
  }

  /** How the command ended. */
  public JsonNode outcome() {
    return JsonText.read(store().read(paths().outcome()).orElseThrow(), JsonNode.class);
  }

  private RunPaths paths() {
    return new RunPaths("credit-risk", run);
  }

  private Store store() {
    return Store.openAt(artifacts.toString(), Map.of());
  }
}
