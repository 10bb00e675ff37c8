package io.riskmesh.quality;

import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.riskmesh.config.CategoricalFeature;
import io.riskmesh.config.FeatureConfig;
import io.riskmesh.config.QualityConfig.Implied;
import io.riskmesh.quality.NumberPass.NumberReading;
import io.riskmesh.quality.QualityReport.FeatureShare;
import io.riskmesh.quality.QualityReport.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;

/** Checks that each feature carries information: it has values, and its domain contains them. */
final class FeatureRules {

  /**
   * Counts for one feature.
   *
   * @param unknown null if no domain is declared
   * @param least smallest hash of a value
   * @param greatest largest hash of a value
   */
  private record RuleCounts(
      FeatureConfig feature,
      AggregateScan.Handle missing,
      AggregateScan.Handle unknown,
      AggregateScan.Handle least,
      AggregateScan.Handle greatest) {

    FeatureShare share(AggregateScan.ScanResult result, long rows) {
      boolean isConstant =
          result.value(least) != null
              && result.value(least).equals(result.value(greatest))
              && result.count(missing) == 0;
      return new FeatureShare(
          feature.name(),
          result.count(missing),
          unknown == null ? null : result.count(unknown),
          rows > 0 && isConstant);
    }
  }

  private final CheckBuilder sheet;
  private final Implied limits;
  private final List<RuleCounts> counts = new ArrayList<>();

  private FeatureRules(CheckBuilder sheet) {
    this.sheet = sheet;
    this.limits = sheet.job().quality().implied();
  }

  /** Adds the rules to the checks. */
  static FeatureRules addTo(CheckBuilder sheet) {
    FeatureRules rules = new FeatureRules(sheet);
    sheet.job().features().forEach(rules::add);
    return rules;
  }

  /** Returns whether a row has no value for a feature. */
  static Column missing(CheckBuilder sheet, FeatureConfig feature) {
    return feature.columns().stream()
        .map(
            column ->
                feature.texts().contains(column)
                    ? sheet.missingText(column)
                    : isnan(sheet.number(column)))
        .reduce(feature.needsEveryColumn() ? Column::or : Column::and)
        .orElse(lit(false));
  }

  /**
   * Returns whether a row's value is outside the domain that a feature declares; null where the
   * value is missing.
   */
  static Optional<Column> unknown(CheckBuilder sheet, FeatureConfig feature) {
    return feature instanceof CategoricalFeature categorical
        ? categorical.domain().map(domain -> not(sheet.matches(categorical.column(), domain)))
        : Optional.empty();
  }

  private void add(FeatureConfig feature) {
    RuleCounts counted =
        feature.needsEveryColumn()
            ? feature.texts().isEmpty() ? numbers(feature) : texts(feature, feature.texts().get(0))
            : mixed(feature);
    counts.add(counted);
    sheet.add((result, rows) -> silent(counted, result, rows));
  }

  private RuleCounts texts(FeatureConfig feature, String column) {
    AggregateScan scan = sheet.scan();
    Column hash = xxhash64(sheet.plain(column));
    Column missing = missing(sheet, feature);
    AggregateScan.Handle unknown = unknown(sheet, feature).map(scan::rowsWhere).orElse(null);
    Column present = when(not(missing), hash);
    return new RuleCounts(
        feature, scan.rowsWhere(missing), unknown, scan.least(present), scan.greatest(present));
  }

  /** Counts a feature that has a value where only some of its columns have one. */
  private RuleCounts mixed(FeatureConfig feature) {
    AggregateScan scan = sheet.scan();
    Column gap = missing(sheet, feature);
    Column[] values =
        feature.columns().stream()
            .map(
                column ->
                    feature.texts().contains(column) ? sheet.plain(column) : sheet.number(column))
            .toArray(Column[]::new);
    // Without columns of its own, what it refers to says whether it is constant.
    Column hash = values.length == 0 ? lit(null).cast("bigint") : xxhash64(struct(values));
    Column present = when(not(gap), hash);
    return new RuleCounts(
        feature, scan.rowsWhere(gap), null, scan.least(present), scan.greatest(present));
  }

  private RuleCounts numbers(FeatureConfig feature) {
    AggregateScan scan = sheet.scan();
    if (feature.columns().stream().allMatch(sheet::isNumber)) {
      List<NumberReading> numbers = feature.columns().stream().map(sheet::reading).toList();
      List<AggregateScan.Handle> ends = scan.ends(numbers);
      AggregateScan.Handle gaps = scan.rowsWhere(new NumberTest.NoNumber(), numbers);
      return new RuleCounts(feature, gaps, null, ends.get(0), ends.get(1));
    }
    Column gap = missing(sheet, feature);
    Column values = struct(feature.columns().stream().map(sheet::number).toArray(Column[]::new));
    Column hash = when(not(gap), xxhash64(values));
    return new RuleCounts(
        feature, scan.rowsWhere(gap), null, scan.least(hash), scan.greatest(hash));
  }

  private Optional<Violation> silent(
      RuleCounts counted, AggregateScan.ScanResult result, long rows) {
    FeatureShare share = counted.share(result, rows);
    if (rows == 0) {
      return Optional.empty();
    }
    if (share.missing() == rows || share.missingShare(rows) > limits.maxMissing()) {
      return Optional.of(violation(share, share.missing(), missing(share, rows)));
    }
    long present = rows - share.missing();
    return share.unknown() != null && share.unknownShare(rows) > limits.maxUnknown()
        ? Optional.of(violation(share, share.unknown(), unknown(share, present)))
        : Optional.empty();
  }

  private static Violation violation(FeatureShare share, long count, String message) {
    return new Violation("silent", share.name(), count, null, message);
  }

  private String missing(FeatureShare share, long rows) {
    return "feature %s: %s have no value; at most %s may lack one, and never all: correct the data, remove the feature, or raise quality.implied.maxMissing"
        .formatted(
            share.name(),
            RowCheck.of(share.missing(), rows),
            RowCheck.percent(limits.maxMissing()));
  }

  private String unknown(FeatureShare share, long present) {
    return "feature %s: %s that have a value are not in its domain; at most %s may be unknown: correct the domain or the data, or raise quality.implied.maxUnknown"
        .formatted(
            share.name(),
            RowCheck.of(share.unknown(), present),
            RowCheck.percent(limits.maxUnknown()));
  }

  /** Returns the shares in the order in which the job declares the features. */
  List<FeatureShare> shares(AggregateScan.ScanResult result, long rows) {
    return counts.stream().map(counted -> counted.share(result, rows)).toList();
  }
}
