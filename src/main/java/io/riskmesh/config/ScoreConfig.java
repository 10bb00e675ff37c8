package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.YamlWriter;
import io.riskmesh.model.RiskBands;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Settings of batch scoring.
 *
 * @param bands names for ranges of the calibrated probability
 * @param keep columns of the table that are copied next to the keys
 * @param reasons the reasons that each row gets; empty for none
 * @param table Iceberg table for the scores, {@code [catalog.]database.table}; empty for files
 * @param audit limits that scores must meet before they are published in the table
 */
public record ScoreConfig(
    RiskBands bands,
    List<String> keep,
    Optional<ReasonConfig> reasons,
    Optional<String> table,
    AuditConfig audit) {
  private static final Pattern TABLE = Pattern.compile("[A-Za-z0-9_-]+([.][A-Za-z0-9_-]+){1,2}");

  /**
   * Reads the settings.
   *
   * @param grades grades of the evaluation, which are the bands if there are no others
   */
  static ScoreConfig read(ConfigNode node, Optional<RiskBands> grades) {
    ConfigNode reasons = node.at("reasons");
    RiskBands bands =
        GradesReader.list(node.at("bands")).or(() -> grades).orElse(ConfigDefaults.BANDS);
    Optional<String> table = table(node.at("table"));
    ConfigNode audit = node.at("audit");
    if (audit.isPresent() && !node.at("table").isPresent()) {
      audit.problem("needs score.table: only scores in a table are audited");
    }
    return new ScoreConfig(
        bands,
        node.at("keep").list().texts(),
        reasons.isPresent() ? Optional.of(reasons.read(ReasonConfig::read)) : Optional.empty(),
        table,
        audit.read(limits -> AuditConfig.read(limits, bands)));
  }

  private static Optional<String> table(ConfigNode node) {
    return node.value().id("[catalog.]database.table", ScoreConfig::named);
  }

  private static String named(String name) {
    if (!TABLE.matcher(name).matches()) {
      throw new IllegalArgumentException(name);
    }
    return name;
  }

  Map<String, Object> yaml() {
    YamlWriter yaml =
        new YamlWriter()
            .with("bands", GradesReader.yaml(bands))
            .with("keep", keep)
            .with("reasons", reasons.map(ReasonConfig::yaml));
    table.ifPresent(name -> yaml.with("table", name));
    if (!audit.equals(AuditConfig.NONE)) {
      yaml.with("audit", audit.yaml());
    }
    return yaml.fields();
  }
}
