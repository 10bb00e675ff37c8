package io.riskmesh.features;

import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.ModelFeature;
import io.riskmesh.model.SourceInput;
import io.riskmesh.rows.NumberCounts;
import io.riskmesh.rows.PlainRows;
import io.riskmesh.rows.StagedColumns;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Counts train in one scan: the numbers of several quantities, each in its own buckets, and the
 * values of several categorical columns.
 */
final class TrainScan {
  /**
   * Which numbers of a quantity are counted.
   *
   * @param from smallest, or no bound if infinite
   * @param to largest
   */
  record NumberRange(double from, double to) implements Serializable {
    static final NumberRange ALL =
        new NumberRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    boolean isSingle() {
      return from == to;
    }

    boolean contains(double number) {
      return from <= number && number <= to;
    }
  }

  /**
   * The quantities to count.
   *
   * @param sources expressions over the source columns of train, finite or missing
   * @param ranges which numbers to count, for each quantity
   * @param bits the buckets to count them in
   */
  record CountedQuantities(
      List<ModelFeature> sources, List<List<NumberRange>> ranges, LeadingBits bits) {}

  /** What was counted, in the order of the quantities and of the categorical columns. */
  record TrainCounts(List<NumberCounts> numbers, List<CategoryCounts> categories)
      implements Serializable {

    static TrainCounts none(int quantities, int columns) {
      return new TrainCounts(
          Stream.generate(NumberCounts::new).limit(quantities).toList(),
          Stream.generate(CategoryCounts::new).limit(columns).toList());
    }

    TrainCounts add(TrainCounts other) {
      for (int i = 0; i < numbers.size(); i++) {
        numbers.get(i).addAll(other.numbers.get(i));
      }
      for (int i = 0; i < categories.size(); i++) {
        categories.get(i).addAll(other.categories.get(i));
      }
      return this;
    }
  }

  private final RowFeatures quantities;
  private final List<List<NumberRange>> ranges;
  private final LeadingBits bits;
  private final CategoryCounter[] categories;
  private final NumberCounts[] counts;

  private TrainScan(
      RowFeatures quantities,
      List<List<NumberRange>> ranges,
      LeadingBits bits,
      CategoryCounter[] categories) {
    this.quantities = quantities;
    this.ranges = ranges;
    this.bits = bits;
    this.categories = categories;
    this.counts =
        Stream.generate(NumberCounts::new).limit(ranges.size()).toArray(NumberCounts[]::new);
  }

  /** Counts; runs one Spark job. */
  static TrainCounts count(
      Dataset<Row> train, CountedQuantities quantities, List<CategoryColumn> categories) {
    byte[] spec =
        quantities.sources().isEmpty() ? null : new FeatureSpec(quantities.sources()).toJson();
    PlainRows plain = PlainRows.of(select(train, spec, categories));
    StructType schema = plain.schema();
    List<List<NumberRange>> ranges = quantities.ranges();
    LeadingBits bits = quantities.bits();
    TrainCounts none = TrainCounts.none(ranges.size(), categories.size());
    // Tasks add up each other's counts: the driver receives a few, however many tasks there are.
    return plain
        .rows()
        .mapPartitions(
            partition ->
                new TrainScan(
                        spec == null
                            ? null
                            : new RowFeatures(
                                FeatureSpec.fromJson(spec), schema, StagedColumns.RAW),
                        ranges,
                        bits,
                        categories.stream()
                            .map(column -> new CategoryCounter(column, schema, categories.size()))
                            .toArray(CategoryCounter[]::new))
                    .results(partition))
        .treeAggregate(none, TrainCounts::add, TrainCounts::add);
  }

  private static Dataset<Row> select(
      Dataset<Row> train, byte[] spec, List<CategoryColumn> categories) {
    Set<String> columns = new LinkedHashSet<>();
    if (spec != null) {
      for (SourceInput input : FeatureSpec.fromJson(spec).inputs()) {
        columns.add(StagedColumns.raw(input.column()));
        columns.add(StagedColumns.written(train.schema(), StagedColumns.RAW, input.column()));
      }
    }
    categories.forEach(category -> columns.add(category.source(train.schema())));
    return train.select(columns.stream().map(StagedColumns::column).toArray(Column[]::new));
  }

  private void add(InternalRow row) {
    if (quantities != null) {
      quantities.read(row);
    }
    for (int i = 0; i < counts.length; i++) {
      double number = quantities.exact(i);
      if (isCounted(number, ranges.get(i))) {
        counts[i].add(bits.bucket(number), number);
      }
    }
    for (CategoryCounter category : categories) {
      category.add(row);
    }
  }

  private static boolean isCounted(double number, List<NumberRange> ranges) {
    for (NumberRange range : ranges) {
      if (range.contains(number)) {
        return true;
      }
    }
    return false;
  }

  private Iterator<TrainCounts> results(Iterator<InternalRow> rows) {
    rows.forEachRemaining(this::add);
    return List.of(
            new TrainCounts(
                List.of(counts), Arrays.stream(categories).map(CategoryCounter::results).toList()))
        .iterator();
  }
}
