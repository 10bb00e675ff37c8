package io.riskmesh.split;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.catalog.Canonical;
import io.riskmesh.catalog.Staged;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.Part;
import io.riskmesh.config.SplitConfig;
import io.riskmesh.config.SplitConfig.Ratios;
import io.riskmesh.scoring.TimeText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;

/** The strategies: each turns what the job declares into one column expression. */
final class Assignments {
  private static final String SHARE = "u = top 53 bits of the hash / 2^53";

  private final Dataset<Row> staged;
  private final JobConfig job;

  private Assignments(Dataset<Row> staged, JobConfig job) {
    this.staged = staged;
    this.job = job;
  }

  static Assignment of(Dataset<Row> staged, JobConfig job) {
    return new Assignments(staged, job).of(job.split());
  }

  /** Seed of the row hash; strategies without one have 0. */
  static long seed(SplitConfig split) {
    if (split instanceof SplitConfig.Hash hash) {
      return hash.seed();
    }
    if (split instanceof SplitConfig.Stratified stratified) {
      return stratified.seed();
    }
    return split instanceof SplitConfig.Group group ? group.seed() : 0;
  }

  private Assignment of(SplitConfig split) {
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

  private Assignment hash(SplitConfig.Hash hash) {
    return byShare(Staged.column(Staged.ROW), job.keyColumns(), hash.ratios(), hash.seed());
  }

  private Assignment group(SplitConfig.Group group) {
    List<String> names = group.columns().stream().map(Staged::raw).toList();
    Column hash = RowKey.hash(group.seed(), staged.schema(), names);
    return byShare(hash, group.columns(), group.ratios(), group.seed());
  }

  private static Assignment byShare(Column hash, List<String> columns, Ratios ratios, long seed) {
    int second = ratios.train() + ratios.validation();
    Column part =
        cut(RowKey.position(hash), RowKey.threshold(ratios.train()), RowKey.threshold(second));
    return new Assignment(
        part, columns, seed, boundaries(SHARE, share(ratios.train()), share(second)), true);
  }

  private static String share(int percent) {
    return "0.%02d".formatted(percent);
  }

  private Assignment stratified(SplitConfig.Stratified split) {
    Column position = RowKey.position(Staged.column(Staged.ROW));
    Column label = Staged.column(Staged.LABEL);
    Map<Integer, long[]> cuts =
        Ranks.of(
            staged.filter(label.isNotNull()), label.cast("int"), position, ranks(split.ratios()));
    Column part = lit(null).cast("string");
    List<String> boundaries = new ArrayList<>(List.of("exact shares of each class by " + SHARE));
    for (int positive = 0; positive <= 1; positive++) {
      long[] cut = cuts.getOrDefault(positive, new long[] {0, 0});
      part = when(label.equalTo(positive), cut(position, cut[0], cut[1])).otherwise(part);
      boundaries.add("label %d: cut at positions %s".formatted(positive, Arrays.toString(cut)));
    }
    return new Assignment(part, job.keyColumns(), split.seed(), boundaries, false);
  }

  /** Ranks of the first row of validation and of test. */
  private static LongFunction<long[]> ranks(Ratios ratios) {
    return rows ->
        new long[] {
          Math.round(rows * (ratios.train() / 100.0)),
          Math.round(rows * ((ratios.train() + ratios.validation()) / 100.0))
        };
  }

  private Assignment time(SplitConfig.TimeRatios split) {
    Map<Integer, long[]> cuts =
        Ranks.of(staged, lit(0), unix_micros(Staged.column(Staged.TIME)), ranks(split.ratios()));
    long[] cut = cuts.getOrDefault(0, new long[] {0, 0});
    return time(cut[0], cut[1], false);
  }

  private Assignment time(long validationFrom, long testFrom, boolean stable) {
    Column micros = unix_micros(Staged.column(Staged.TIME));
    String column = job.source().eventTime().orElseThrow();
    return new Assignment(
        cut(micros, validationFrom, testFrom),
        List.of(column),
        null,
        boundaries("event time", shown(validationFrom, stable), shown(testFrom, stable)),
        stable);
  }

  /** A boundary that is looked up is a value of the column; one that is declared is not. */
  private String shown(long micros, boolean declared) {
    boolean hidden = job.privacy().hides(job.source().eventTime().orElseThrow());
    return hidden && !declared ? "a quantile that privacy.mask hides" : instant(micros);
  }

  private static long micros(Instant instant) {
    return TimeText.micros(instant);
  }

  private static String instant(long micros) {
    return micros == Long.MAX_VALUE
        ? "never"
        : Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }

  private Assignment byColumn(SplitConfig.ByColumn split) {
    String written = Staged.written(staged.schema(), Staged.RAW, split.column());
    Column value = Staged.column(written);
    DataType type = Staged.type(staged.schema(), written);
    Column part = lit(null).cast("string");
    List<String> boundaries = new ArrayList<>();
    for (Part each : Part.values()) {
      List<String> values = split.values().getOrDefault(each, List.of());
      part = when(Canonical.matches(value, type, values), lit(each.key())).otherwise(part);
      boundaries.add("%s: %s in %s".formatted(each.key(), split.column(), values));
    }
    return new Assignment(part, List.of(split.column()), null, boundaries, true);
  }

  /** Train below the first cut, test from the second on; null where the value is. */
  private static Column cut(Column value, long validationFrom, long testFrom) {
    return when(value.lt(validationFrom), Part.TRAIN.key())
        .when(value.lt(testFrom), Part.VALIDATION.key())
        .when(value.isNotNull(), Part.TEST.key());
  }

  private static List<String> boundaries(String of, String first, String second) {
    return List.of(
        of,
        "%s: below %s".formatted(Part.TRAIN.key(), first),
        "%s: from %s".formatted(Part.VALIDATION.key(), first),
        "%s: from %s".formatted(Part.TEST.key(), second));
  }
}
