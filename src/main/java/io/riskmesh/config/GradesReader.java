package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.YamlScalars;
import io.riskmesh.config.yaml.YamlWriter;
import io.riskmesh.model.RiskBands;
import io.riskmesh.model.RiskBands.Band;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Reads ranges of the calibrated probability: a list of them, or how to compute their limits. */
final class GradesReader {
  private static final String SHARE = "a number between 0 and 1";

  private GradesReader() {}

  /** Reads a list of ranges; empty if it is absent, or invalid and reported. */
  static Optional<RiskBands> list(ConfigNode node) {
    List<Band> bands =
        node.list().items().stream().map(item -> item.read(GradesReader::band)).toList();
    node.list().requireItems();
    return bands.isEmpty() ? Optional.empty() : checked(node, bands);
  }

  /**
   * Reads a list of ranges, or {@code {count, best, worst}}: limits in a geometric series, the
   * first range below {@code best}, the last one from {@code worst} on.
   */
  static Optional<RiskBands> listOrSeries(ConfigNode node) {
    return node.isPresent() && !node.isList() ? node.read(GradesReader::series) : list(node);
  }

  private static Optional<RiskBands> series(ConfigNode node) {
    OptionalInt count = node.at("count").required().value().integer(3, 50);
    OptionalDouble best = share(node.at("best").required());
    OptionalDouble worst = share(node.at("worst").required());
    if (count.isEmpty() || best.isEmpty() || worst.isEmpty()) {
      return Optional.empty();
    }
    if (best.getAsDouble() >= worst.getAsDouble()) {
      node.problem(
          "best %s is not below worst %s".formatted(best.getAsDouble(), worst.getAsDouble()));
      return Optional.empty();
    }
    List<Band> bands = new ArrayList<>();
    int limits = count.getAsInt() - 1;
    double ratio = worst.getAsDouble() / best.getAsDouble();
    for (int i = 0; i < limits; i++) {
      double below = best.getAsDouble() * StrictMath.pow(ratio, (double) i / (limits - 1));
      bands.add(new Band(Integer.toString(i + 1), below));
    }
    bands.add(new Band(Integer.toString(limits + 1), null));
    return checked(node, bands);
  }

  private static Optional<RiskBands> checked(ConfigNode node, List<Band> bands) {
    try {
      return Optional.of(new RiskBands(bands));
    } catch (IllegalArgumentException e) {
      node.problem(e.getMessage());
      return Optional.empty();
    }
  }

  private static Band band(ConfigNode node) {
    OptionalDouble below = share(node.at("below"));
    return new Band(
        node.at("name").required().value().text().orElse(""),
        below.isPresent() ? below.getAsDouble() : null);
  }

  static OptionalDouble share(ConfigNode node) {
    return node.value().number(SHARE, x -> x > 0 && x < 1);
  }

  static List<Map<String, Object>> yaml(RiskBands bands) {
    return bands.bands().stream().map(GradesReader::yaml).toList();
  }

  private static Map<String, Object> yaml(Band band) {
    return new YamlWriter()
        .with("name", band.name())
        .with("below", band.below() == null ? null : YamlScalars.written(band.below()))
        .fields();
  }
}
