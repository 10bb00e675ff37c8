package io.riskmesh.config;

import io.riskmesh.scoring.Bands;
import io.riskmesh.scoring.Bands.Band;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What scoring a table adds to the model's numbers.
 *
 * @param bands names for ranges of the calibrated probability
 * @param keep columns of the table that are copied beside the keys
 */
public record ScoreConfig(Bands bands, List<String> keep) {

  static ScoreConfig read(Node node) {
    return new ScoreConfig(bands(node.at("bands")), node.at("keep").texts());
  }

  private static Bands bands(Node node) {
    List<Band> bands = node.items().stream().map(item -> item.read(ScoreConfig::band)).toList();
    node.requireItems();
    if (bands.isEmpty()) {
      return Defaults.BANDS;
    }
    try {
      return new Bands(bands);
    } catch (IllegalArgumentException e) {
      node.problem(e.getMessage());
      return Defaults.BANDS;
    }
  }

  private static Band band(Node node) {
    OptionalDouble below =
        node.at("below").value().number("a number between 0 and 1", x -> x > 0 && x < 1);
    return new Band(
        node.at("name").required().value().text().orElse(""),
        below.isPresent() ? below.getAsDouble() : null);
  }

  Map<String, Object> yaml() {
    return new Written()
        .with("bands", bands.bands().stream().map(ScoreConfig::yaml).toList())
        .with("keep", keep)
        .fields();
  }

  private static Map<String, Object> yaml(Band band) {
    return new Written()
        .with("name", band.name())
        .with("below", band.below() == null ? null : Scalars.written(band.below()))
        .fields();
  }
}
