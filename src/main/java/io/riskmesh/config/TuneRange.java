package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.ConfigValue;
import io.riskmesh.config.yaml.YamlWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The values among which a parameter is searched.
 *
 * @param from smallest value
 * @param to largest value
 * @param scale on which the values are spread evenly
 */
public record TuneRange(double from, double to, RangeScale scale) {

  /** How the values of a range are spread. */
  public enum RangeScale {
    /** Evenly. */
    LINEAR,
    /** Evenly on the logarithm, for parameters that act as a factor. */
    LOG
  }

  /** Reads {@code [from, to]} or {@code {from, to, scale}}; empty if it is invalid and reported. */
  static Optional<TuneRange> read(ConfigNode node) {
    return node.isList() ? pair(node) : node.read(TuneRange::section);
  }

  private static Optional<TuneRange> pair(ConfigNode node) {
    List<ConfigNode> ends = node.list().items();
    if (ends.size() != 2) {
      node.expected("[from, to] or a section with from and to");
      return Optional.empty();
    }
    return of(node, ends.get(0).required(), ends.get(1).required(), RangeScale.LINEAR);
  }

  private static Optional<TuneRange> section(ConfigNode node) {
    RangeScale scale = node.at("scale").value().choice(RangeScale.class).orElse(RangeScale.LINEAR);
    return of(node, node.at("from").required(), node.at("to").required(), scale);
  }

  private static Optional<TuneRange> of(
      ConfigNode node, ConfigNode lower, ConfigNode upper, RangeScale scale) {
    OptionalDouble from = lower.value().number();
    OptionalDouble to = upper.value().number();
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    TuneRange range = new TuneRange(from.getAsDouble(), to.getAsDouble(), scale);
    if (range.from >= range.to) {
      node.problem("from %s is not below to %s".formatted(lower.shown(), upper.shown()));
    }
    if (scale == RangeScale.LOG && range.from <= 0) {
      node.problem("scale: log needs values above 0, from is %s".formatted(lower.shown()));
    }
    return Optional.of(range);
  }

  Map<String, Object> yaml() {
    return new YamlWriter()
        .number("from", from)
        .number("to", to)
        .with("scale", ConfigValue.word(scale))
        .fields();
  }
}
