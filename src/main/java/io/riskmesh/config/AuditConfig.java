package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.YamlWriter;
import io.riskmesh.model.RiskBands;
import io.riskmesh.model.RiskBands.Band;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Limits of the audit that scores pass before they are published in a table.
 *
 * @param maxPsi largest population stability index of the calibrated probability against the scores
 *     that were published last, above 0; empty if it is only reported
 * @param maxShare largest share of rows by band; bands without a limit are only reported
 */
public record AuditConfig(OptionalDouble maxPsi, Map<String, Double> maxShare) {
  /** No limits. */
  public static final AuditConfig NONE = new AuditConfig(OptionalDouble.empty(), Map.of());

  /** Copies the shares in their order. */
  public AuditConfig {
    maxShare = Collections.unmodifiableMap(new LinkedHashMap<>(maxShare));
  }

  static AuditConfig read(ConfigNode node, RiskBands bands) {
    Map<String, Double> shares = new LinkedHashMap<>();
    node.at("maxShare")
        .sections()
        .forEach(
            (band, share) -> {
              if (bands.bands().stream().map(Band::name).noneMatch(band::equals)) {
                share.problem("no band has this name");
              }
              share
                  .value()
                  .number("a number from 0 to 1", x -> x >= 0 && x <= 1)
                  .ifPresent(limit -> shares.put(band, limit));
            });
    return new AuditConfig(
        node.at("maxPsi").value().number("a number above 0", x -> x > 0), shares);
  }

  Map<String, Object> yaml() {
    YamlWriter shares = new YamlWriter();
    maxShare.forEach(shares::number);
    YamlWriter yaml = new YamlWriter().with("maxPsi", maxPsi);
    if (!maxShare.isEmpty()) {
      yaml.with("maxShare", shares.fields());
    }
    return yaml.fields();
  }
}
