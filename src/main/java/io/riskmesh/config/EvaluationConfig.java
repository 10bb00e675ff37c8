package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.ConfigValue;
import io.riskmesh.config.yaml.YamlWriter;
import io.riskmesh.model.RiskBands;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * How a model is evaluated.
 *
 * @param falsePositive cost of refusing a good borrower, above 0; the decision threshold minimises
 *     the total cost on validation rows
 * @param falseNegative cost of accepting a bad borrower, above 0
 * @param grades ranges of the calibrated probability whose default rates are tested; empty for none
 * @param longRunRate default rate to which the calibrated probability is anchored; empty for that
 *     of validation
 * @param calibration how the calibrated probability is fitted
 * @param groups protected groups between which outcomes are compared
 * @param segments parts of the portfolio whose quality is measured one by one
 * @param folds number of folds into which all rows are divided instead of train, validation and
 *     test; empty for a test part
 */
public record EvaluationConfig(
    double falsePositive,
    double falseNegative,
    Optional<RiskBands> grades,
    OptionalDouble longRunRate,
    CalibrationMethod calibration,
    List<GroupingConfig> groups,
    List<GroupingConfig> segments,
    OptionalInt folds) {

  /** Creates a configuration with costs alone. */
  public EvaluationConfig(double falsePositive, double falseNegative) {
    this(
        falsePositive,
        falseNegative,
        Optional.empty(),
        OptionalDouble.empty(),
        ConfigDefaults.CALIBRATION,
        List.of(),
        List.of(),
        OptionalInt.empty());
  }

  /** Returns the groupings of test rows: groups, then segments. */
  public List<GroupingConfig> groupings() {
    return Stream.concat(groups.stream(), segments.stream()).toList();
  }

  static EvaluationConfig read(ConfigNode node) {
    return node.at("cost")
        .read(
            cost ->
                new EvaluationConfig(
                    cost(cost.at("falsePositive")),
                    cost(cost.at("falseNegative")),
                    GradesReader.listOrSeries(node.at("grades")),
                    GradesReader.share(node.at("longRunRate")),
                    node.at("calibration")
                        .value()
                        .choice(CalibrationMethod.class)
                        .orElse(ConfigDefaults.CALIBRATION),
                    GroupingConfig.groups(node.at("groups")),
                    GroupingConfig.segments(node.at("segments")),
                    FoldsReader.count(node.at("folds"))));
  }

  private static double cost(ConfigNode node) {
    return node.value().number("a number above 0", x -> x > 0).orElse(ConfigDefaults.COST);
  }

  Map<String, Object> yaml() {
    return yaml(PrivacyConfig.OPEN);
  }

  /** Returns the section as in the file, without the groups of masked columns. */
  Map<String, Object> yaml(PrivacyConfig privacy) {
    YamlWriter cost =
        new YamlWriter()
            .number("falsePositive", falsePositive)
            .number("falseNegative", falseNegative);
    YamlWriter written =
        new YamlWriter()
            .with("cost", cost.fields())
            .with("grades", grades.map(GradesReader::yaml))
            .with("longRunRate", longRunRate)
            .with("calibration", ConfigValue.word(calibration))
            .with("groups", GroupingConfig.yaml(groups, true, privacy))
            .with("segments", GroupingConfig.yaml(segments, false, privacy));
    folds.ifPresent(count -> written.with("folds", count));
    return written.fields();
  }
}
