package io.riskmesh.features;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import io.riskmesh.config.CategoricalFeature;
import io.riskmesh.config.PrivacyConfig;
import io.riskmesh.features.CategoryCounts.Category;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Learns the domains of categorical features on train, all in one scan: the most frequent values,
 * with ties broken by their text, so that the order of the rows has no influence. A value of fewer
 * than {@link PrivacyConfig#SMALL_CELL} rows may identify a person and is not learned. Values that
 * match each other count as one, named by the smallest of their texts. The selected values are
 * sorted by value, numbers first and by number, so that names keep their positions when frequencies
 * change.
 */
final class LearnedDomains {
  static final Comparator<String> BY_VALUE =
      Comparator.<String, BigDecimal>comparing(
              text -> number(text).orElse(null), Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(Comparator.naturalOrder());

  private LearnedDomains() {}

  /** The most frequent values of a column, and the rows of all its values. */
  private record FrequentValues(List<Category> values, long rows) {
    static final FrequentValues NONE = new FrequentValues(List.of(), 0);

    static FrequentValues of(List<Category> all) {
      return new FrequentValues(all, all.stream().mapToLong(Category::rows).sum());
    }
  }

  /**
   * Returns the domains by feature name; runs a Spark job only for columns with too many values.
   *
   * @param counted the values of each feature's column, as {@link TrainScan} counts them
   */
  static Map<String, List<String>> learn(
      Dataset<Row> train,
      FeatureCompiler compiler,
      List<CategoricalFeature> features,
      List<CategoryCounts> counted,
      List<String> missing,
      double maxUnknown) {
    List<CategoricalFeature> large = new ArrayList<>();
    Map<String, FrequentValues> frequent = new HashMap<>();
    for (int i = 0; i < features.size(); i++) {
      CategoricalFeature feature = features.get(i);
      counted
          .get(i)
          .mostFrequent()
          .ifPresentOrElse(
              values -> frequent.put(feature.name(), FrequentValues.of(values)),
              () -> large.add(feature));
    }
    if (!large.isEmpty()) {
      frequent.putAll(countMany(train, compiler, large, missing));
    }
    Map<String, List<String>> domains = new LinkedHashMap<>();
    for (CategoricalFeature feature : features) {
      domains.put(feature.name(), domain(feature, frequent.get(feature.name()), maxUnknown));
    }
    return domains;
  }

  /** Counts columns of any number of values; runs one Spark job with a shuffle. */
  private static Map<String, FrequentValues> countMany(
      Dataset<Row> train,
      FeatureCompiler compiler,
      List<CategoricalFeature> features,
      List<String> missing) {
    List<Row> found = frequent(train, compiler, features, missing).collectAsList();
    Map<String, FrequentValues> frequent = new HashMap<>();
    for (int i = 0; i < features.size(); i++) {
      int feature = i;
      List<Row> rows = found.stream().filter(row -> row.getInt(0) == feature).toList();
      List<Category> values =
          rows.stream().map(row -> new Category(row.getString(1), row.getLong(2))).toList();
      frequent.put(
          features.get(i).name(),
          rows.isEmpty()
              ? FrequentValues.NONE
              : new FrequentValues(values, rows.get(0).getLong(3)));
    }
    return frequent;
  }

  /**
   * Returns rows of (feature, value, count, rows of all values), most frequent first per feature.
   */
  private static Dataset<Row> frequent(
      Dataset<Row> train,
      FeatureCompiler compiler,
      List<CategoricalFeature> features,
      List<String> missing) {
    List<Column> values = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      FeatureCompiler reading = compiler.reading(features.get(i).missingValues(missing));
      String column = features.get(i).column();
      values.add(
          struct(
              lit(i).as("feature"),
              reading.plain(column).as("plain"),
              reading.text(column).as("value")));
    }
    int most = features.stream().mapToInt(CategoricalFeature::maxCategories).max().getAsInt();
    Column rank =
        row_number().over(Window.partitionBy("feature").orderBy(col("count").desc(), col("value")));
    return train
        .select(inline(array(values.toArray(Column[]::new))))
        .filter(col("plain").isNotNull())
        .groupBy("feature", "plain")
        .agg(count(lit(1)).as("count"), min("value").as("value"))
        .withColumn("rank", rank)
        .withColumn("rows", sum("count").over(Window.partitionBy("feature")))
        .filter(col("rank").leq(lit(most)))
        .orderBy("feature", "rank")
        .select("feature", "value", "count", "rows");
  }

  private static List<String> domain(
      CategoricalFeature feature, FrequentValues found, double maxUnknown) {
    List<Category> kept =
        found.values().stream()
            .limit(feature.maxCategories())
            .filter(value -> value.rows() >= PrivacyConfig.SMALL_CELL)
            .toList();
    if (kept.isEmpty()) {
      String why =
          found.values().isEmpty()
              ? "every train value of column \"%s\" is missing"
              : "no value of column \"%%s\" occurs in at least %d rows of train"
                  .formatted(PrivacyConfig.SMALL_CELL);
      throw new RunException(
          Outcome.DATA_QUALITY,
          "feature \"%s\" cannot learn its domain: %s. Repair the data or declare the domain."
              .formatted(feature.name(), why.formatted(feature.column())));
    }
    requireKnown(feature, kept, found.rows(), maxUnknown);
    return kept.stream().map(Category::text).sorted(BY_VALUE).toList();
  }

  private static void requireKnown(
      CategoricalFeature feature, List<Category> kept, long rows, double maxUnknown) {
    long known = kept.stream().mapToLong(Category::rows).sum();
    double unknown = 1 - (double) known / rows;
    if (unknown > maxUnknown) {
      throw new RunException(
          Outcome.DATA_QUALITY,
          "feature \"%s\" learns the %d most frequent values of column \"%s\" that occur in at least %d rows of train, but %.1f%% of the train values are others: leave out columns that identify a row, or raise maxCategories or quality.implied.maxUnknown"
              .formatted(
                  feature.name(),
                  kept.size(),
                  feature.column(),
                  PrivacyConfig.SMALL_CELL,
                  100 * unknown));
    }
  }

  private static Optional<BigDecimal> number(String text) {
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
