package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigValue;
import io.riskmesh.config.yaml.YamlWriter;
import java.util.List;
import java.util.Map;

/** Two numeric columns combined, left to right; a ratio with a zero divisor is missing. */
public record DerivedFeature(String name, Op op, String left, String right, NumberOptions options)
    implements NumberFeature {
  /** How two columns are combined. */
  public enum Op {
    RATIO,
    DIFFERENCE,
    PRODUCT
  }

  @Override
  public List<String> columns() {
    return List.of(left, right);
  }

  @Override
  public boolean isNumber() {
    return true;
  }

  @Override
  public List<String> outputs() {
    return options.outputs(name);
  }

  @Override
  public Map<String, Object> yaml() {
    return options.yaml(
        new YamlWriter()
            .with("name", name)
            .with("kind", "derived")
            .with("op", ConfigValue.word(op))
            .with("of", columns()));
  }
}
