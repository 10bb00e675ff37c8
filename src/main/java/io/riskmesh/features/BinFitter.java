package io.riskmesh.features;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import io.riskmesh.config.BinnedFeature;
import io.riskmesh.config.PrivacyConfig;
import io.riskmesh.features.CategoryCounts.Category;
import io.riskmesh.features.LabelledNumbers.LabelledBucket;
import io.riskmesh.features.TrainQuestions.CountedQuantities;
import io.riskmesh.model.CanonicalValues;
import io.riskmesh.model.Expr;
import io.riskmesh.model.ModelFeature;
import io.riskmesh.rows.StagedColumns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Fits binned features on what one scan of train counts. Columns of numbers whose buckets are too
 * coarse, and columns with too many categories, need another pass.
 */
final class BinFitter {
  private final Dataset<Row> train;
  private final FeatureCompiler compiler;
  private final List<String> missing;
  private final double maxUnknown;
  private final List<BinnedFeature> categories;
  private final List<ModelFeature> sources = new ArrayList<>();
  private final Map<BinnedFeature, Integer> numbersAt = new LinkedHashMap<>();
  private final Map<BinnedFeature, Integer> codesAt = new LinkedHashMap<>();
  private final NumberBins buckets;

  /**
   * Prepares the fit.
   *
   * @param missing entries that mean "no value" for features that do not declare their own
   * @param maxUnknown largest share of a column's values that may be too rare for a bin of sets
   */
  BinFitter(
      Dataset<Row> train,
      FeatureCompiler compiler,
      List<BinnedFeature> features,
      List<String> missing,
      double maxUnknown) {
    this.train = train;
    this.maxUnknown = maxUnknown;
    this.compiler = compiler;
    this.missing = missing;
    this.categories = features.stream().filter(feature -> !feature.hasRanges()).toList();
    for (BinnedFeature feature : features.stream().filter(BinnedFeature::hasRanges).toList()) {
      NumberCodes codes = new NumberCodes(feature.column(), feature.special());
      List<String> entries = feature.missingValues(missing);
      Expr number = BinnedNumber.of(feature);
      // Reports a column that does not exist or cannot be read as a number.
      compiler.reading(entries).compile(number);
      List<Double> none = codes.codes().stream().map(code -> Double.NaN).toList();
      numbersAt.put(feature, sources.size());
      sources.add(source(codes.values(none, number), entries));
      if (!feature.special().isEmpty()) {
        codesAt.put(feature, sources.size());
        sources.add(source(codes.values(places(feature), new Expr.Constant(0)), entries));
      }
    }
    this.buckets = new NumberBins(train, sources);
  }

  private ModelFeature source(Expr expr, List<String> entries) {
    return new ModelFeature("b" + sources.size(), expr, entries);
  }

  /** Returns 1, 2, ... for the special codes. */
  private static List<Double> places(BinnedFeature feature) {
    List<Double> places = new ArrayList<>();
    feature.special().forEach(code -> places.add(places.size() + 1.0));
    return places;
  }

  /**
   * Returns the quantities to count by label: of each feature its number, and its special code if
   * any.
   */
  CountedQuantities quantities() {
    return buckets.firstScan();
  }

  /** Returns the columns to count by label. */
  List<CategoryColumn> columns() {
    List<CategoryColumn> columns = new ArrayList<>();
    for (BinnedFeature feature : categories) {
      List<String> entries = feature.missingValues(missing);
      // Reports a column that does not exist or cannot be read as a text.
      compiler.reading(entries).text(feature.column());
      columns.add(new CategoryColumn(feature.column(), CanonicalValues.plain(entries), 1));
    }
    return columns;
  }

  /**
   * Returns the bins by feature name.
   *
   * @param labelled counts of {@link #quantities}
   * @param counted counts of {@link #columns}
   */
  Map<String, FittedBins> fit(List<LabelledNumbers> labelled, List<CategoryCounts> counted) {
    Map<String, FittedBins> fitted = new LinkedHashMap<>();
    List<List<LabelledBucket>> found = buckets.find(labelled);
    numbersAt.forEach(
        (feature, at) -> {
          List<LabelTally> special =
              codesAt.containsKey(feature)
                  ? special(feature, labelled.get(codesAt.get(feature)))
                  : List.of();
          fitted.put(
              feature.name(),
              ofNumbers(feature, found.get(at), special, labelled.get(at).missing()));
        });
    for (int i = 0; i < categories.size(); i++) {
      BinnedFeature feature = categories.get(i);
      CategoryCounts counts = counted.get(i);
      fitted.put(
          feature.name(),
          counts
              .mostFrequent()
              .map(values -> ofCategories(feature, values, counts.missing()))
              .orElseGet(() -> countMany(feature)));
    }
    return fitted;
  }

  private static List<LabelTally> special(BinnedFeature feature, LabelledNumbers codes) {
    List<LabelTally> special = new ArrayList<>();
    for (double place : places(feature)) {
      special.add(
          codes.ascending().stream()
              .filter(bucket -> bucket.least() == place)
              .map(LabelledBucket::labels)
              .reduce(LabelTally.zero(1), LabelTally::plus));
    }
    return special;
  }

  /**
   * Returns the bins of numbers.
   *
   * @param without rows without a number: special codes and missing values
   */
  private static FittedBins ofNumbers(
      BinnedFeature feature,
      List<LabelledBucket> buckets,
      List<LabelTally> special,
      LabelTally without) {
    LabelTally all = GroupedBuckets.sum(buckets, LabelledBucket::labels).plus(without);
    return new BinnedColumn(feature, all)
        .ofNumbers(buckets, special, special.stream().reduce(without, LabelTally::minus));
  }

  private FittedBins ofCategories(
      BinnedFeature feature, List<Category> values, LabelTally without) {
    LabelTally all = GroupedBuckets.sum(values, Category::labels).plus(without);
    return new BinnedColumn(feature, all).ofCategories(values, without, maxUnknown);
  }

  /** Counts a column of any number of values; runs two Spark jobs, one with a shuffle. */
  private FittedBins countMany(BinnedFeature feature) {
    FeatureCompiler reading = compiler.reading(feature.missingValues(missing));
    Column positive =
        coalesce(StagedColumns.column(StagedColumns.LABEL), lit(0)).equalTo(lit(1)).cast("bigint");
    Dataset<Row> rows =
        train.select(
            reading.plain(feature.column()).as("plain"),
            reading.text(feature.column()).as("text"),
            positive.as("positive"));
    LabelTally all = tally(rows.agg(count(lit(1)), coalesce(sum("positive"), lit(0L))).first(), 0);
    List<Category> values = new ArrayList<>();
    LabelTally without = LabelTally.zero(1);
    for (Row found :
        rows.groupBy("plain")
            .agg(min("text").as("text"), count(lit(1)).as("rows"), sum("positive"))
            .filter(col("plain").isNull().or(col("rows").geq(lit(PrivacyConfig.SMALL_CELL))))
            .orderBy(col("rows").desc(), col("text"))
            .limit(CategoryCounts.MAX_VALUES)
            .collectAsList()) {
      LabelTally labels = tally(found, 2);
      if (found.isNullAt(0)) {
        without = labels;
      } else {
        values.add(new Category(found.getString(1), labels.rows(), labels));
      }
    }
    return new BinnedColumn(feature, all).ofCategories(values, without, maxUnknown);
  }

  private static LabelTally tally(Row row, int at) {
    return LabelTally.of(row.getLong(at) - row.getLong(at + 1), row.getLong(at + 1));
  }
}
