package io.riskmesh.scoring;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.config.AuditConfig;
import io.riskmesh.config.ScoreConfig;
import io.riskmesh.evaluate.PredictionColumns;
import io.riskmesh.model.RiskBands.Band;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.screen.Psi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Audits scores as they are read back from a table, before they are published. */
record ScoreAudit(AuditConfig limits, List<String> key, List<String> bands) {
  private static final double[] TENTHS = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};
  private static final double RANK_ERROR = 0.001;

  static ScoreAudit of(ScoreConfig config, List<String> key) {
    return new ScoreAudit(
        config.audit(), key, config.bands().bands().stream().map(Band::name).toList());
  }

  /**
   * What an audit found.
   *
   * @param expected number of rows that were scored
   * @param rows number of rows in the table
   * @param invalid rows with a probability that is null, NaN or not between 0 and 1, or whose band
   *     is none of the job's
   * @param repeated keys that more than one row has; null if the job declares no key
   * @param bands rows by band
   * @param shift of the calibrated probability since the scores that were published last; null if
   *     there are none
   */
  public record AuditFindings(
      long expected,
      long rows,
      long invalid,
      Long repeated,
      Map<String, Long> bands,
      ScoreShift shift) {}

  /**
   * Population stability index of the calibrated probability, over tenths of the earlier scores.
   *
   * @param noise bound that chance alone stays below in 999 of 1,000 cases
   * @param run id of the run that gave the earlier scores
   * @param sourceId short name of their rows
   * @param rows their number
   */
  public record ScoreShift(
      double psi, double noise, String run, String sourceId, long snapshot, long rows) {}

  /** Scores that were published earlier. */
  record EarlierScores(String run, String sourceId, long snapshot, Dataset<Row> rows) {}

  /**
   * Audits the rows, in at most five Spark jobs.
   *
   * @param expected number of rows that were scored
   */
  AuditFindings findings(Dataset<Row> rows, long expected, Optional<EarlierScores> earlier) {
    Column isValid =
        Stream.of(PredictionColumns.PROBABILITY, ScoreTable.CALIBRATED)
            .map(name -> col(name).between(0, 1))
            .reduce(col(ScoreTable.BAND).isin(bands.toArray()), Column::and);
    // A comparison with null is null: such a row is not valid either.
    Column invalid = sum(when(isValid, 0L).otherwise(1L));
    long all = 0;
    long wrong = 0;
    Map<String, Long> byBand = new TreeMap<>();
    for (Row row : rows.groupBy(col(ScoreTable.BAND)).agg(count(lit(1)), invalid).collectAsList()) {
      all += row.getLong(1);
      wrong += row.getLong(2);
      if (!row.isNullAt(0)) {
        byBand.put(row.getString(0), row.getLong(1));
      }
    }
    return new AuditFindings(
        expected,
        all,
        wrong,
        key.isEmpty() ? null : repeated(rows),
        byBand,
        earlier.flatMap(before -> shift(before, rows)).orElse(null));
  }

  private long repeated(Dataset<Row> rows) {
    return rows.groupBy(key.stream().map(StagedColumns::column).toArray(Column[]::new))
        .count()
        .filter(col("count").gt(1))
        .count();
  }

  private static Optional<ScoreShift> shift(EarlierScores earlier, Dataset<Row> rows) {
    double[] edges =
        Arrays.stream(
                earlier.rows().stat().approxQuantile(ScoreTable.CALIBRATED, TENTHS, RANK_ERROR))
            .distinct()
            .toArray();
    if (edges.length == 0) {
      return Optional.empty();
    }
    List<Long> then = counts(earlier.rows(), edges);
    Psi psi = Psi.of(then, counts(rows, edges));
    return Optional.of(
        new ScoreShift(
            psi.value(),
            psi.noise(),
            earlier.run(),
            earlier.sourceId(),
            earlier.snapshot(),
            then.stream().mapToLong(Long::longValue).sum()));
  }

  /** Counts the valid probabilities up to each edge, and above the last one. */
  private static List<Long> counts(Dataset<Row> rows, double[] edges) {
    Column score = col(ScoreTable.CALIBRATED);
    Column group = lit(0);
    for (double edge : edges) {
      group = group.plus(when(score.gt(edge), 1).otherwise(0));
    }
    Long[] counts = new Long[edges.length + 1];
    Arrays.fill(counts, 0L);
    rows.filter(score.between(0, 1))
        .groupBy(group)
        .count()
        .collectAsList()
        .forEach(row -> counts[row.getInt(0)] = row.getLong(1));
    return List.of(counts);
  }

  /** Returns what the scores fail, one sentence per check. */
  List<String> failures(AuditFindings found) {
    List<String> failed = new ArrayList<>();
    if (found.rows() != found.expected()) {
      failed.add("it has %d rows, but %d were scored".formatted(found.rows(), found.expected()));
    }
    if (found.invalid() > 0) {
      failed.add(
          "%d rows have no probability between 0 and 1, or no band of the job"
              .formatted(found.invalid()));
    }
    if (found.repeated() != null && found.repeated() > 0) {
      failed.add(
          "%d keys (%s) occur more than once".formatted(found.repeated(), String.join(", ", key)));
    }
    limits
        .maxShare()
        .forEach(
            (band, limit) -> {
              double share = (double) found.bands().getOrDefault(band, 0L) / found.rows();
              if (found.rows() > 0 && share > limit) {
                failed.add(
                    text(
                        "band %s has a share of %.4f, above score.audit.maxShare.%s %s",
                        band, share, band, limit));
              }
            });
    ScoreShift shift = found.shift();
    if (shift != null && limits.maxPsi().isPresent() && isAbove(shift)) {
      failed.add(
          text(
              "the PSI of the calibrated probability is %.4f, above score.audit.maxPsi %s and above the %.4f that chance alone explains, against source %s scored by run %s",
              shift.psi(),
              limits.maxPsi().getAsDouble(),
              shift.noise(),
              shift.sourceId(),
              shift.run()));
    }
    return failed;
  }

  private boolean isAbove(ScoreShift shift) {
    return shift.psi() > limits.maxPsi().getAsDouble() && shift.psi() > shift.noise();
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
