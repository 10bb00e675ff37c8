package io.riskmesh.features;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.riskmesh.features.CategoryCounts.Category;
import io.riskmesh.model.CanonicalValues;
import io.riskmesh.rows.StagedColumns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Counts columns that have too many values to keep in a task, in one Spark job with a shuffle: the
 * values that may be in the domain, and all rows.
 */
final class ManyValues {
  private static final Column PLAIN = col("plain");
  private static final WindowSpec FEATURE = Window.partitionBy("feature");

  private final FeatureCompiler compiler;
  private final List<CountedFeature> features;

  /** Number of cells of the feature with the most, see {@link LabelCells}. */
  private final int cells;

  private ManyValues(FeatureCompiler compiler, List<CountedFeature> features) {
    this.compiler = compiler;
    this.features = features;
    this.cells = features.stream().mapToInt(feature -> feature.column().cells()).max().orElse(1);
  }

  /** Returns the counts by feature name. */
  static Map<String, CountedValues> countAll(
      Dataset<Row> train, FeatureCompiler compiler, List<CountedFeature> features) {
    return new ManyValues(compiler, features).countIn(train);
  }

  private Map<String, CountedValues> countIn(Dataset<Row> train) {
    List<Row> found =
        train
            .select(inline(array(features.stream().map(this::value).toArray(Column[]::new))))
            .groupBy("feature", "plain")
            .agg(count(lit(1)).as("count"), min("value").as("value"), array(inCells()).as("cells"))
            .withColumn("rank", rank())
            .withColumn("rows", total(col("count")))
            .withColumn("all", array(totals()))
            .filter(PLAIN.isNull().or(isKept()))
            .orderBy("feature", "rank")
            .select("feature", "value", "count", "rows", "cells", "all")
            .collectAsList();
    Map<String, CountedValues> counted = new HashMap<>();
    for (int i = 0; i < features.size(); i++) {
      int feature = i;
      List<Row> rows = found.stream().filter(row -> row.getInt(0) == feature).toList();
      counted.put(features.get(i).config().name(), counted(features.get(i).folds(), rows));
    }
    return counted;
  }

  private Column value(CountedFeature feature) {
    FeatureCompiler reading = compiler.reading(feature.missing());
    String column = feature.config().column();
    return struct(
        lit(features.indexOf(feature)).as("feature"),
        reading.plain(column).as("plain"),
        reading.text(column).as("value"),
        cell(feature.folds()).as("cell"));
  }

  /** Computes what {@link LabelCells#cell} does. */
  private static Column cell(int folds) {
    if (folds == 0) {
      return lit(0);
    }
    Column hash = xxhash64(StagedColumns.column(StagedColumns.ROW));
    Column fold = pmod(hash, lit((long) folds)).cast("int");
    Column isPositive = StagedColumns.column(StagedColumns.LABEL).equalTo(lit(1f));
    return fold.multiply(lit(2)).plus(when(isPositive, lit(1)).otherwise(lit(0)));
  }

  private Column[] inCells() {
    return IntStream.range(0, cells)
        .mapToObj(cell -> count_if(col("cell").equalTo(lit(cell))))
        .toArray(Column[]::new);
  }

  private Column[] totals() {
    return IntStream.range(0, cells)
        .mapToObj(cell -> total(get(col("cells"), lit(cell))))
        .toArray(Column[]::new);
  }

  private static Column total(Column rows) {
    return coalesce(sum(when(PLAIN.isNotNull(), rows)).over(FEATURE), lit(0L));
  }

  private static Column rank() {
    return row_number().over(FEATURE.orderBy(PLAIN.isNull(), col("count").desc(), col("value")));
  }

  private Column isKept() {
    Column isKept = lit(false);
    for (int i = 0; i < features.size(); i++) {
      CountedFeature feature = features.get(i);
      Column mayBeInDomain =
          feature
              .config()
              .domain()
              .map(domain -> PLAIN.isin(CanonicalValues.plain(domain).toArray()))
              .orElseGet(() -> col("rank").leq(lit(feature.config().maxCategories())));
      isKept = isKept.or(col("feature").equalTo(lit(i)).and(mayBeInDomain));
    }
    return isKept;
  }

  private static CountedValues counted(int folds, List<Row> rows) {
    List<Category> values = new ArrayList<>();
    CountedValues counted = CountedValues.of(List.of(), LabelTally.zero(folds));
    for (Row row : rows) {
      LabelTally labels = tally(folds, row.getList(4));
      if (row.isNullAt(1)) {
        counted = new CountedValues(values, row.getLong(3), tally(folds, row.getList(5)), labels);
      } else {
        values.add(new Category(row.getString(1), row.getLong(2), labels));
        counted =
            new CountedValues(
                values, row.getLong(3), tally(folds, row.getList(5)), LabelTally.zero(folds));
      }
    }
    return counted;
  }

  private static LabelTally tally(int folds, List<Long> cells) {
    LabelTally tally = LabelTally.zero(folds);
    for (int cell = 0; cell < 2 * folds; cell++) {
      tally = tally.plus(cell, cells.get(cell));
    }
    return tally;
  }
}
