package io.riskmesh.features;

import io.riskmesh.features.TrainQuestions.CountedBuckets;
import io.riskmesh.model.FeatureSpec;
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
 * Counts train in one scan: the numbers of several quantities, each in its own buckets, some of
 * them by label, and the values of several categorical columns.
 */
final class TrainScan {
  /** What was counted, in the order of the questions. */
  record TrainCounts(
      List<NumberCounts> numbers, List<LabelledNumbers> labelled, List<CategoryCounts> categories)
      implements Serializable {

    static TrainCounts none(TrainQuestions questions) {
      return new TrainCounts(
          Stream.generate(NumberCounts::new).limit(questions.numbers().size()).toList(),
          Stream.generate(LabelledNumbers::new).limit(questions.labelled().size()).toList(),
          questions.categories().stream().map(c -> new CategoryCounts(c.folds())).toList());
    }

    TrainCounts add(TrainCounts other) {
      for (int i = 0; i < numbers.size(); i++) {
        numbers.get(i).addAll(other.numbers.get(i));
      }
      for (int i = 0; i < labelled.size(); i++) {
        labelled.get(i).addAll(other.labelled.get(i));
      }
      for (int i = 0; i < categories.size(); i++) {
        categories.get(i).addAll(other.categories.get(i));
      }
      return this;
    }
  }

  private final RowFeatures quantities;
  private final CountedBuckets counted;
  private final CountedBuckets labelled;
  private final LabelCells labels;
  private final CategoryCounter[] categories;
  private final NumberCounts[] numbers;
  private final LabelledNumbers[] byLabel;

  private TrainScan(
      byte[] spec,
      CountedBuckets counted,
      CountedBuckets labelled,
      List<CategoryColumn> columns,
      StructType schema) {
    this.quantities =
        spec == null
            ? null
            : new RowFeatures(FeatureSpec.fromJson(spec), schema, StagedColumns.RAW);
    this.counted = counted;
    this.labelled = labelled;
    this.labels = labelled.size() > 0 ? new LabelCells(schema, 1) : null;
    int cells = columns.stream().mapToInt(CategoryColumn::cells).sum();
    this.categories =
        columns.stream()
            .map(column -> new CategoryCounter(column, schema, cells))
            .toArray(CategoryCounter[]::new);
    this.numbers =
        Stream.generate(NumberCounts::new).limit(counted.size()).toArray(NumberCounts[]::new);
    this.byLabel =
        Stream.generate(LabelledNumbers::new)
            .limit(labelled.size())
            .toArray(LabelledNumbers[]::new);
  }

  /** Counts; runs one Spark job. */
  static TrainCounts count(Dataset<Row> train, TrainQuestions questions) {
    byte[] spec = questions.spec();
    PlainRows plain = PlainRows.of(select(train, spec, questions));
    StructType schema = plain.schema();
    CountedBuckets counted = questions.numbers().buckets();
    CountedBuckets labelled = questions.labelled().buckets();
    List<CategoryColumn> categories = List.copyOf(questions.categories());
    // Tasks add up each other's counts: the driver receives a few, however many tasks there are.
    return plain
        .rows()
        .mapPartitions(
            partition ->
                new TrainScan(spec, counted, labelled, categories, schema).results(partition))
        .treeAggregate(TrainCounts.none(questions), TrainCounts::add, TrainCounts::add);
  }

  private static Dataset<Row> select(Dataset<Row> train, byte[] spec, TrainQuestions questions) {
    Set<String> columns = new LinkedHashSet<>();
    if (spec != null) {
      for (SourceInput input : FeatureSpec.fromJson(spec).inputs()) {
        columns.add(StagedColumns.raw(input.column()));
        columns.add(StagedColumns.written(train.schema(), StagedColumns.RAW, input.column()));
      }
    }
    questions.categories().forEach(category -> columns.add(category.source(train.schema())));
    if (questions.isLabelled()) {
      columns.add(StagedColumns.LABEL);
    }
    if (questions.categories().stream().anyMatch(category -> category.folds() > 1)) {
      columns.add(StagedColumns.ROW);
    }
    return train.select(columns.stream().map(StagedColumns::column).toArray(Column[]::new));
  }

  private void add(InternalRow row) {
    if (quantities != null) {
      quantities.read(row);
    }
    for (int i = 0; i < numbers.length; i++) {
      double number = quantities.exact(i);
      if (counted.contains(i, number)) {
        numbers[i].add(counted.bits().bucket(number), number);
      }
    }
    if (labels != null) {
      addLabelled(labels.cell(row));
    }
    for (CategoryCounter category : categories) {
      category.add(row);
    }
  }

  private void addLabelled(int label) {
    for (int i = 0; i < byLabel.length; i++) {
      double number = quantities.exact(numbers.length + i);
      if (Double.isNaN(number)) {
        byLabel[i].addMissing(label);
      } else if (labelled.contains(i, number)) {
        byLabel[i].add(label, labelled.bits().bucket(number), number);
      }
    }
  }

  private Iterator<TrainCounts> results(Iterator<InternalRow> rows) {
    rows.forEachRemaining(this::add);
    return List.of(
            new TrainCounts(
                List.of(numbers),
                List.of(byLabel),
                Arrays.stream(categories).map(CategoryCounter::results).toList()))
        .iterator();
  }
}
