package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.YamlWriter;
import io.riskmesh.model.ReasonCode;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The reasons that a scored row gets.
 *
 * @param top most reasons of a row
 * @param reference with whom an applicant is compared
 * @param codes code and sentence of every declared feature, or none
 */
public record ReasonConfig(int top, ReasonReference reference, Map<String, ReasonCode> codes) {

  /** With whom an applicant is compared. */
  public enum ReasonReference {
    /** All train rows. */
    TRAIN("train"),
    /** The train rows that the model accepts. */
    BELOW_THRESHOLD("belowThreshold");

    private final String key;

    ReasonReference(String key) {
      this.key = key;
    }

    /** Returns the name in the job file. */
    public String key() {
      return key;
    }

    static List<String> keys() {
      return Arrays.stream(values()).map(ReasonReference::key).toList();
    }

    static ReasonReference of(String key) {
      return Arrays.stream(values())
          .filter(group -> group.key.equals(key))
          .findFirst()
          .orElseThrow();
    }
  }

  /** The reasons of a job that asks for none in its tables: a server can give them all the same. */
  public static ReasonConfig usual() {
    return new ReasonConfig(ConfigDefaults.REASONS, ConfigDefaults.REFERENCE, Map.of());
  }

  /** Copies the codes in their order. */
  public ReasonConfig {
    codes = Collections.unmodifiableMap(new LinkedHashMap<>(codes));
  }

  static ReasonConfig read(ConfigNode node) {
    Map<String, ReasonCode> codes = new LinkedHashMap<>();
    node.at("codes")
        .sections()
        .forEach((feature, code) -> codes.put(feature, code.read(ReasonConfig::code)));
    return new ReasonConfig(
        node.at("top").value().integer(1, 100).orElse(ConfigDefaults.REASONS),
        node.at("reference")
            .value()
            .choice(ReasonReference.keys())
            .map(ReasonReference::of)
            .orElse(ConfigDefaults.REFERENCE),
        codes);
  }

  private static ReasonCode code(ConfigNode node) {
    return new ReasonCode(
        node.at("code").required().value().entry().orElse(""),
        node.at("text").required().value().text().orElse(""));
  }

  Map<String, Object> yaml() {
    YamlWriter written = new YamlWriter();
    codes.forEach(
        (feature, code) ->
            written.with(
                feature,
                new YamlWriter().with("code", code.code()).with("text", code.text()).fields()));
    return new YamlWriter()
        .with("top", top)
        .with("reference", reference.key())
        .with("codes", written.fields())
        .fields();
  }
}
