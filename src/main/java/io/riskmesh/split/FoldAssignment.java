package io.riskmesh.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.riskmesh.config.JobConfig;
import io.riskmesh.config.SplitConfig;
import io.riskmesh.config.SplitConfig.Ratios;
import io.riskmesh.config.SplitPart;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.split.SplitFolds.FoldRows;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * Divides rows into folds by the hash of their key or group, so that a row keeps its fold when the
 * table grows or is reordered, and no group is in two folds.
 *
 * <p>Fold k of K holds the rows with u from k / K to (k + 1) / K, where u is the hash as a share of
 * all hashes. The other rows are train and validation rows of the fold, in the proportion of {@code
 * split.ratios}, by a second hash of the first and k: every fold has validation rows of its own.
 */
public final class FoldAssignment {
  /** Index of the first sum of the folds, and the sums of each. */
  private static final int FIRST = 2;

  private static final int SUMS = 4;

  private final Column hash;
  private final int count;
  private final Ratios ratios;

  private FoldAssignment(Column hash, int count, Ratios ratios) {
    this.hash = hash;
    this.count = count;
    this.ratios = ratios;
  }

  /**
   * Returns the folds of a job that declares them.
   *
   * @param staged columns of the staged rows
   */
  public static FoldAssignment of(StructType staged, JobConfig job) {
    return of(staged, job, job.evaluation().folds().orElseThrow());
  }

  /**
   * Returns another number of folds of a job, whose split must be by hash or group.
   *
   * @param staged columns of the staged rows
   */
  public static FoldAssignment of(StructType staged, JobConfig job, int count) {
    SplitConfig split = job.split().inTime();
    if (split instanceof SplitConfig.Group group) {
      return new FoldAssignment(SplitStrategies.groupHash(group, staged), count, group.ratios());
    }
    if (split instanceof SplitConfig.Hash hash) {
      return new FoldAssignment(StagedColumns.column(StagedColumns.ROW), count, hash.ratios());
    }
    throw new IllegalArgumentException("no folds for split strategy " + split.strategy());
  }

  /** Returns the number of folds. */
  public int count() {
    return count;
  }

  /** Returns the fold of a row: int, from 0. */
  public Column fold() {
    return RowKey.slice(RowKey.position(hash), count);
  }

  /**
   * Returns the rows of train as one fold sees them: its own rows are {@code test}, the others
   * {@code train} or {@code validation}. Rows of other parts are left out.
   *
   * @param rows staged rows with their {@code _part}
   */
  public Dataset<Row> of(Dataset<Row> rows, int fold) {
    return rows.filter(col(Splitter.PART).equalTo(SplitPart.TRAIN.key()))
        .withColumn(
            Splitter.PART,
            when(fold().equalTo(fold), SplitPart.TEST.key())
                .when(isValidation(fold), SplitPart.VALIDATION.key())
                .otherwise(SplitPart.TRAIN.key()));
  }

  /** Assigns every row to train: the published model is fitted on all of them. */
  static PartAssignment parts(List<String> columns, long seed) {
    return new PartAssignment(
        lit(SplitPart.TRAIN.key()),
        columns,
        seed,
        new SplitBoundaries(SplitBoundaries.Scale.HASH_FOLDS, List.of(), null),
        true);
  }

  private Column isValidation(int fold) {
    return RowKey.position(xxhash64(hash, lit(fold)))
        .lt(RowKey.threshold(ratios.validation(), others()));
  }

  private int others() {
    return ratios.train() + ratios.validation();
  }

  /**
   * Counts the rows of all folds in one aggregation.
   *
   * @param rows staged rows with their {@code _part}
   * @throws RunException {@code DATA_QUALITY} if train, validation or test rows of a fold lack a
   *     class
   */
  SplitFolds count(Dataset<Row> rows) {
    Column positive = StagedColumns.column(StagedColumns.LABEL).cast("bigint");
    List<Column> sums = new ArrayList<>(List.of(sum(positive)));
    for (int fold = 0; fold < count; fold++) {
      Column isOwn = fold().equalTo(fold);
      for (Column in : List.of(isOwn, not(isOwn).and(isValidation(fold)))) {
        sums.add(sum(when(in, lit(1L)).otherwise(lit(0L))));
        sums.add(sum(when(in, positive).otherwise(lit(0L))));
      }
    }
    Row counted =
        rows.filter(col(Splitter.PART).equalTo(SplitPart.TRAIN.key()))
            .agg(functions.count(lit(1)), sums.toArray(Column[]::new))
            .first();
    PartSize all = new PartSize(counted.getLong(0), counted.isNullAt(1) ? 0 : counted.getLong(1));
    List<String> lacking = new ArrayList<>();
    List<FoldRows> folds = new ArrayList<>();
    for (int fold = 0; fold < count && all.rows > 0; fold++) {
      PartSize own = PartSize.read(counted, FIRST + fold * SUMS);
      PartSize validation = PartSize.read(counted, FIRST + fold * SUMS + 2);
      PartSize train = all.without(own).without(validation);
      own.lack("fold %d".formatted(fold + 1), lacking);
      validation.lack("validation of fold %d".formatted(fold + 1), lacking);
      train.lack("train of fold %d".formatted(fold + 1), lacking);
      folds.add(new FoldRows(own.rows, own.positives, train.rows, validation.rows));
    }
    requireBothClasses(all, lacking);
    return new SplitFolds(count, "%d/%d".formatted(ratios.validation(), others()), folds);
  }

  private void requireBothClasses(PartSize all, List<String> lacking) {
    if (all.rows == 0 || !lacking.isEmpty()) {
      throw new RunException(
          Outcome.DATA_QUALITY,
          "evaluation.folds %d: %s; every fold needs rows of both classes to train, to validate and to predict: provide more rows, or fewer folds"
              .formatted(
                  count, all.rows == 0 ? "there is no row to divide" : String.join(", ", lacking)));
    }
  }

  /** Rows of a part of a fold, and those with the positive label. */
  private record PartSize(long rows, long positives) {
    static PartSize read(Row row, int at) {
      return new PartSize(row.getLong(at), row.isNullAt(at + 1) ? 0 : row.getLong(at + 1));
    }

    PartSize without(PartSize other) {
      return new PartSize(rows - other.rows, positives - other.positives);
    }

    void lack(String name, List<String> lacking) {
      if (rows == 0) {
        lacking.add(name + " has no rows");
      } else if (positives == 0 || positives == rows) {
        lacking.add(
            "%s has %d rows but none of the %s class"
                .formatted(name, rows, positives == 0 ? "positive" : "negative"));
      }
    }
  }
}
