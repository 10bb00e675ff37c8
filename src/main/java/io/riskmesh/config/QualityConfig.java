package io.riskmesh.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the rows must fulfil before anything is trained on them. */
public record QualityConfig(long minRows, List<QualityRule> rules) {

  static QualityConfig read(Node node) {
    long minRows = node.at("minRows").value().whole(1, Long.MAX_VALUE).orElse(Defaults.MIN_ROWS);
    List<QualityRule> rules =
        node.at("rules").items().stream()
            .map(rule -> rule.required().read(QualityRules::read))
            .flatMap(Optional::stream)
            .toList();
    return new QualityConfig(minRows, rules);
  }

  Map<String, Object> yaml() {
    return new Written()
        .with("minRows", minRows)
        .with("rules", rules.stream().map(QualityRule::yaml).toList())
        .fields();
  }
}
