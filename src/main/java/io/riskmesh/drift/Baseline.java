package io.riskmesh.drift;

import io.riskmesh.catalog.SourcePin;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.evaluate.Evaluation.LongRunShift;
import io.riskmesh.evaluate.ExpectedQuality;
import io.riskmesh.evaluate.GradeTable.RiskGrade;
import io.riskmesh.model.Calibrator;
import io.riskmesh.privacy.DisclosureLevel;
import io.riskmesh.store.JsonText;
import java.util.List;
import java.util.Optional;

/**
 * What a run saw: the content of {@code monitor/baseline.json}. Equal rows give equal bytes.
 *
 * <p>Each row counts once, whatever its weight. Every group has at least ten rows. For three kinds
 * of column, only the share of missing values is stored: columns in {@code privacy.mask}, columns
 * that identify a borrower (keys and the columns that the split groups by), and the event time.
 * Hashed values could be looked up, and a shift in such a column that matters shows up in the
 * score.
 *
 * @param version version of the file format
 * @param asOf the run's as-of time, ISO-8601
 * @param rows all rows of the source, filtered
 * @param defaults rows with the positive label
 * @param columns every column that the job uses, in the order in which the job names them
 * @param score scores of the validation and test rows: no tree was fitted to them, so they score as
 *     later rows do; both together halve the noise of test alone
 * @param level level of the calibrated probability; null in baselines older than this field
 */
public record Baseline(
    int version,
    String job,
    String asOf,
    BaselineSource source,
    long rows,
    long defaults,
    double defaultRate,
    List<BaselineColumn> columns,
    ColumnDistribution score,
    BaselineLevel level) {

  static final int VERSION = 1;

  /**
   * The data that the run read; the manifest has the complete pin.
   *
   * @param kind {@code iceberg}, {@code files}, {@code hive} or {@code athena}
   * @param name table name as the consumer sees it, or the path
   * @param location URI of the folder of the table or files
   * @param snapshot Iceberg snapshot id; null for other sources
   * @param snapshotTime ISO-8601 commit time of the snapshot; null for other sources
   * @param filter SQL predicate on the scan; null without one
   */
  public record BaselineSource(
      String kind,
      String name,
      String location,
      Long snapshot,
      String snapshotTime,
      String filter) {

    static BaselineSource of(SourcePin pin) {
      return new BaselineSource(
          pin.kind(), pin.name(), pin.location(), pin.snapshot(), pin.snapshotTime(), pin.filter());
    }
  }

  /**
   * A column.
   *
   * @param type type in the source, in Spark's notation
   * @param nullShare share of rows without a value that a feature could use; rounded to whole per
   *     cent for a masked column
   * @param distribution distribution of the present values; null if only the share of missing
   *     values is stored
   * @param moments of the present values, if they are read as numbers and at least ten; null
   *     otherwise, and in baselines older than this field
   * @param texts number of distinct values, if they are read as texts; null like {@code moments}
   */
  public record BaselineColumn(
      String name,
      String type,
      DisclosureLevel disclosure,
      double nullShare,
      ColumnDistribution distribution,
      ColumnMoments moments,
      Long texts) {}

  /**
   * The level of the calibrated probability on the test rows, before it is anchored.
   *
   * @param calibrator converts margins to this probability
   * @param shift what the anchor to a long-run rate adds to its intercept; 0 without one
   * @param observed mean probability and default rate
   * @param expected what the probabilities alone say about the same rows
   */
  public record BaselineLevel(
      Calibrator calibrator, double shift, RiskGrade observed, ExpectedQuality expected) {

    /** Extracts the level from an evaluation; null if it has none. */
    static BaselineLevel of(Evaluation evaluation) {
      if (evaluation.level() == null) {
        return null;
      }
      Calibrator anchored = evaluation.recalibration().calibrator();
      LongRunShift anchor = evaluation.recalibration().anchor();
      double shift = anchor == null ? 0 : anchor.shift();
      return new BaselineLevel(
          anchored.withIntercept(anchored.intercept() - shift),
          shift,
          evaluation.level().observed(),
          evaluation.level().expected());
    }
  }

  /** Returns the file's content. */
  public byte[] toJson() {
    return JsonText.bytes(this);
  }

  /** Reads the file; empty if its version is unknown. */
  public static Optional<Baseline> read(byte[] json) {
    return Optional.of(JsonText.read(json, Baseline.class)).filter(b -> b.version == VERSION);
  }

  Optional<BaselineColumn> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }
}
