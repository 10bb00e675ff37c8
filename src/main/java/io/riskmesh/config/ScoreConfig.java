package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.YamlScalars;
import io.riskmesh.config.yaml.YamlWriter;
import io.riskmesh.model.RiskBands;
import io.riskmesh.model.RiskBands.Band;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Settings of batch scoring.
 *
 * @param bands names for ranges of the calibrated probability
 * @param keep columns of the table that are copied next to the keys
 * @param reasons the reasons that each row gets; empty for none
 */
public record ScoreConfig(RiskBands bands, List<String> keep, Optional<ReasonConfig> reasons) {

  static ScoreConfig read(ConfigNode node) {
    ConfigNode reasons = node.at("reasons");
    return new ScoreConfig(
        bands(node.at("bands")),
        node.at("keep").list().texts(),
        reasons.isPresent() ? Optional.of(reasons.read(ReasonConfig::read)) : Optional.empty());
  }

  private static RiskBands bands(ConfigNode node) {
    List<Band> bands =
        node.list().items().stream().map(item -> item.read(ScoreConfig::band)).toList();
    node.list().requireItems();
    if (bands.isEmpty()) {
      return ConfigDefaults.BANDS;
    }
    try {
      return new RiskBands(bands);
    } catch (IllegalArgumentException e) {
      node.problem(e.getMessage());
      return ConfigDefaults.BANDS;
    }
  }

  private static Band band(ConfigNode node) {
    OptionalDouble below =
        node.at("below").value().number("a number between 0 and 1", x -> x > 0 && x < 1);
    return new Band(
        node.at("name").required().value().text().orElse(""),
        below.isPresent() ? below.getAsDouble() : null);
  }

  Map<String, Object> yaml() {
    return new YamlWriter()
        .with("bands", bands.bands().stream().map(ScoreConfig::yaml).toList())
        .with("keep", keep)
        .with("reasons", reasons.map(ReasonConfig::yaml))
        .fields();
  }

  private static Map<String, Object> yaml(Band band) {
    return new YamlWriter()
        .with("name", band.name())
        .with("below", band.below() == null ? null : YamlScalars.written(band.below()))
        .fields();
  }
}
