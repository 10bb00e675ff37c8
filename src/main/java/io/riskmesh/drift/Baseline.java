package io.riskmesh.drift;

import io.riskmesh.catalog.SourcePin;
import io.riskmesh.privacy.DisclosureLevel;
import io.riskmesh.store.JsonText;
import java.util.List;
import java.util.Optional;

/**
 * What a run saw: the content of {@code monitor/baseline.json}, the same bytes for the same rows.
 *
 * <p>Rows count once each, whatever their weight. No group is of fewer than ten rows. Of a column
 * in {@code privacy.mask}, of one that identifies a borrower (keys, what the split groups by) and
 * of the event time there is nothing but the share of missing values: hashed values could be looked
 * up, and when such a column moves in a way that matters, the score does.
 *
 * @param version of this file's shape
 * @param asOf ISO-8601 time that the run stands for
 * @param rows all rows of the source, filtered
 * @param defaults rows with the positive label
 * @param columns every column that the job uses, in the order in which it names them
 * @param score of the rows of validation and test: no tree was fitted to them, which makes them
 *     score as later rows do, and together they halve the noise of test alone
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
    ColumnDistribution score) {

  static final int VERSION = 1;

  /** Which data it was; the manifest has all of the pin. */
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
   * @param type as in the source, in Spark's notation
   * @param nullShare share of rows without a value that a feature could use; of a masked column in
   *     whole per cent
   * @param distribution of the others; null where only the share of missing values is kept
   */
  public record BaselineColumn(
      String name,
      String type,
      DisclosureLevel disclosure,
      double nullShare,
      ColumnDistribution distribution) {}

  /** The file. */
  public byte[] toJson() {
    return JsonText.bytes(this);
  }

  /** Reads the file; empty when it is of a shape that is unknown here. */
  public static Optional<Baseline> read(byte[] json) {
    return Optional.of(JsonText.read(json, Baseline.class)).filter(b -> b.version == VERSION);
  }

  Optional<BaselineColumn> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }
}
