package io.riskmesh.split;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.config.JobConfig;
import io.riskmesh.config.SplitConfig;
import io.riskmesh.config.SplitConfig.Ratios;
import io.riskmesh.config.SplitPart;
import io.riskmesh.model.TimeText;
import io.riskmesh.rows.CanonicalColumns;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.split.SplitBoundaries.Cut;
import io.riskmesh.split.SplitBoundaries.Scale;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Implements the split strategies: each turns the job's declaration into one column expression. */
final class SplitStrategies {
  private final Dataset<Row> staged;
  private final JobConfig job;

  private SplitStrategies(Dataset<Row> staged, JobConfig job) {
    this.staged = staged;
    this.job = job;
  }

  /**
   * Resolves the job's strategy for the rows that are not out of time. {@code stratified} and
   * {@code time} by ratios run two to five Spark jobs over one column; every other strategy runs
   * none.
   */
  static PartAssignment resolve(Dataset<Row> staged, JobConfig job) {
    return new SplitStrategies(staged, job).resolve(job.split().inTime());
  }

  /** Returns the seed of the row hash; 0 for strategies without one. */
  static long seed(SplitConfig declared) {
    SplitConfig split = declared.inTime();
    if (split instanceof SplitConfig.Hash hash) {
      return hash.seed();
    }
    if (split instanceof SplitConfig.Stratified stratified) {
      return stratified.seed();
    }
    return split instanceof SplitConfig.Group group ? group.seed() : 0;
  }

  private PartAssignment resolve(SplitConfig split) {
    if (split instanceof SplitConfig.Hash hash) {
      return hash(hash);
    }
    if (split instanceof SplitConfig.Stratified stratified) {
      return stratified(stratified);
    }
    if (split instanceof SplitConfig.Group group) {
      return group(group);
    }
    if (split instanceof SplitConfig.Time time) {
      return time(micros(time.validationFrom()), micros(time.testFrom()), true);
    }
    if (split instanceof SplitConfig.TimeRatios time) {
      return time(time);
    }
    if (split instanceof SplitConfig.ByColumn column) {
      return byColumn(column);
    }
    throw new IllegalArgumentException("no assignment for split strategy " + split.strategy());
  }

  private PartAssignment hash(SplitConfig.Hash hash) {
    if (job.evaluation().folds().isPresent()) {
      return FoldAssignment.parts(job.keyColumns(), hash.seed());
    }
    return byShare(
        StagedColumns.column(StagedColumns.ROW), job.keyColumns(), hash.ratios(), hash.seed());
  }

  private PartAssignment group(SplitConfig.Group group) {
    return job.evaluation().folds().isPresent()
        ? FoldAssignment.parts(group.columns(), group.seed())
        : byShare(groupHash(group, staged.schema()), group.columns(), group.ratios(), group.seed());
  }

  /** Returns the hash of a row's group, a bigint that is never null. */
  static Column groupHash(SplitConfig.Group group, StructType staged) {
    List<String> names = group.columns().stream().map(StagedColumns::raw).toList();
    return RowKey.hash(group.seed(), staged, names);
  }

  private static PartAssignment byShare(
      Column hash, List<String> columns, Ratios ratios, long seed) {
    int second = ratios.train() + ratios.validation();
    Column part =
        cut(RowKey.position(hash), RowKey.threshold(ratios.train()), RowKey.threshold(second));
    return new PartAssignment(
        part,
        columns,
        seed,
        SplitBoundaries.at(Scale.HASH_SHARE, share(ratios.train()), share(second)),
        true);
  }

  private static String share(int percent) {
    return "0.%02d".formatted(percent);
  }

  private PartAssignment stratified(SplitConfig.Stratified split) {
    Column position = RowKey.position(StagedColumns.column(StagedColumns.ROW));
    Column label = StagedColumns.column(StagedColumns.LABEL);
    Map<Integer, long[]> cuts =
        RadixRanks.find(
            staged.filter(label.isNotNull()), label.cast("int"), position, ranks(split.ratios()));
    Column part = lit(null).cast("string");
    List<Cut> byClass = new ArrayList<>();
    for (int positive = 0; positive <= 1; positive++) {
      long[] cut = cuts.getOrDefault(positive, new long[] {0, 0});
      part = when(label.equalTo(positive), cut(position, cut[0], cut[1])).otherwise(part);
      byClass.add(new Cut(positive, Long.toString(cut[0]), Long.toString(cut[1])));
    }
    SplitBoundaries boundaries = new SplitBoundaries(Scale.CLASS_HASH, byClass, null);
    return new PartAssignment(part, job.keyColumns(), split.seed(), boundaries, false);
  }

  /** Returns the ranks of the first rows of validation and of test. */
  private static LongFunction<long[]> ranks(Ratios ratios) {
    return rows ->
        new long[] {
          Math.round(rows * (ratios.train() / 100.0)),
          Math.round(rows * ((ratios.train() + ratios.validation()) / 100.0))
        };
  }

  private PartAssignment time(SplitConfig.TimeRatios split) {
    Map<Integer, long[]> cuts =
        RadixRanks.find(
            staged,
            lit(0),
            unix_micros(StagedColumns.column(StagedColumns.TIME)),
            ranks(split.ratios()));
    long[] cut = cuts.getOrDefault(0, new long[] {0, 0});
    return time(cut[0], cut[1], false);
  }

  private PartAssignment time(long validationFrom, long testFrom, boolean stable) {
    Column micros = unix_micros(StagedColumns.column(StagedColumns.TIME));
    String column = job.source().eventTime().orElseThrow();
    return new PartAssignment(
        cut(micros, validationFrom, testFrom),
        List.of(column),
        null,
        SplitBoundaries.at(
            Scale.EVENT_TIME, shown(validationFrom, stable), shown(testFrom, stable)),
        stable);
  }

  /**
   * Returns the boundary as text; null if it must be hidden. A boundary that is computed from the
   * rows, instead of declared, is a value of the column.
   */
  private String shown(long micros, boolean declared) {
    boolean hidden = job.privacy().hides(job.source().eventTime().orElseThrow());
    return hidden && !declared ? null : instant(micros);
  }

  private static long micros(Instant instant) {
    return TimeText.micros(instant);
  }

  private static String instant(long micros) {
    return micros == Long.MAX_VALUE
        ? "never"
        : Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }

  private PartAssignment byColumn(SplitConfig.ByColumn split) {
    String written = StagedColumns.written(staged.schema(), StagedColumns.RAW, split.column());
    Column value = StagedColumns.column(written);
    DataType type = StagedColumns.type(staged.schema(), written);
    Column part = lit(null).cast("string");
    Map<SplitPart, List<String>> byPart = new EnumMap<>(SplitPart.class);
    for (SplitPart each : SplitPart.STANDARD) {
      List<String> values = split.values().getOrDefault(each, List.of());
      part = when(CanonicalColumns.matches(value, type, values), lit(each.key())).otherwise(part);
      byPart.put(each, values);
    }
    SplitBoundaries boundaries = new SplitBoundaries(Scale.COLUMN_VALUES, List.of(), byPart);
    return new PartAssignment(part, List.of(split.column()), null, boundaries, true);
  }

  /**
   * Assigns values below the first boundary to train and those from the second on to test; null
   * where the value is null.
   */
  private static Column cut(Column value, long validationFrom, long testFrom) {
    return when(value.lt(validationFrom), SplitPart.TRAIN.key())
        .when(value.lt(testFrom), SplitPart.VALIDATION.key())
        .when(value.isNotNull(), SplitPart.TEST.key());
  }
}
