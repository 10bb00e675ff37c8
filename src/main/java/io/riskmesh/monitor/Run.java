package io.riskmesh.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.catalog.SourcePin;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.store.Json;
import io.riskmesh.store.Manifest;

/**
 * The run in production, as far as its manifest tells.
 *
 * @param auc on test; NaN when the manifest has none
 * @param low lower end of its 95 % interval; null where there is none
 */
public record Run(
    String id, SourcePin source, SplitSummary split, double auc, Double low, Double high) {

  public static Run of(Manifest manifest) {
    JsonNode auc = manifest.metric("auc").orElseGet(() -> Json.tree(java.util.Map.of()));
    return new Run(
        manifest.runId(),
        Json.convert(manifest.source(), SourcePin.class),
        Json.convert(manifest.split(), SplitSummary.class),
        auc.path("value").asDouble(Double.NaN),
        number(auc.path("low")),
        number(auc.path("high")));
  }

  private static Double number(JsonNode node) {
    return node.isNumber() ? node.asDouble() : null;
  }
}
