package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigValue;
import io.riskmesh.config.yaml.YamlWriter;
import java.util.List;
import java.util.Map;

/** A number from one column. */
public record NumericFeature(String name, String column, NumberOptions options)
    implements NumberFeature {
  @Override
  public List<String> columns() {
    return List.of(column);
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
    Map<String, Object> yaml =
        options.yaml(
            new YamlWriter().with("name", name).with("column", column).with("kind", "numeric"));
    yaml.put("special", YamlWriter.texts(options.codes().special()));
    if (!options.codes().special().isEmpty()) {
      yaml.put("specialAs", ConfigValue.word(options.codes().specialAs()));
    }
    return yaml;
  }
}
