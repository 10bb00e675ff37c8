package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.YamlWriter;
import io.riskmesh.model.RiskBands;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of batch scoring.
 *
 * @param bands names for ranges of the calibrated probability
 * @param keep columns of the table that are copied next to the keys
 * @param reasons the reasons that each row gets; empty for none
 */
public record ScoreConfig(RiskBands bands, List<String> keep, Optional<ReasonConfig> reasons) {

  /**
   * Reads the settings.
   *
   * @param grades grades of the evaluation, which are the bands if there are no others
   */
  static ScoreConfig read(ConfigNode node, Optional<RiskBands> grades) {
    ConfigNode reasons = node.at("reasons");
    return new ScoreConfig(
        GradesReader.list(node.at("bands")).or(() -> grades).orElse(ConfigDefaults.BANDS),
        node.at("keep").list().texts(),
        reasons.isPresent() ? Optional.of(reasons.read(ReasonConfig::read)) : Optional.empty());
  }

  Map<String, Object> yaml() {
    return new YamlWriter()
        .with("bands", GradesReader.yaml(bands))
        .with("keep", keep)
        .with("reasons", reasons.map(ReasonConfig::yaml))
        .fields();
  }
}
