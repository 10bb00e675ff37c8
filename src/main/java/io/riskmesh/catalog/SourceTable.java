package io.riskmesh.catalog;

import static java.util.Comparator.naturalOrder;

import io.riskmesh.rows.StagedColumns;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** A source that was found and pinned; nothing of its rows has been read yet. */
public interface SourceTable {

  /** Which data this is, to read it again and to tell it from other data. */
  SourcePin pin();

  /** Which data this is, on one line for a person. */
  default String shown() {
    return pin().shown();
  }

  /** When its newest data was written, where that can be told before it is read. */
  default Optional<Instant> committed() {
    SourcePin pin = pin();
    return pin.snapshotTime() != null
        ? Optional.of(Instant.parse(pin.snapshotTime()))
        : pin.files().stream().map(file -> Instant.parse(file.modified())).max(naturalOrder());
  }

  /** All columns of the source. */
  StructType schema();

  /** Whether values are written as text, so that a number may be unreadable. */
  boolean isText();

  /** What a person should know of how it is read, such as files that are left out. */
  default List<String> remarks() {
    return List.of();
  }

  /**
   * The rows: the columns that the job uses under their own names, filtered. A text source has
   * {@code _text.<column>} beside each column that was read as a number or time, and a boolean
   * {@code _malformed} for records that do not have the header's shape.
   */
  Dataset<Row> rows();

  /**
   * The same rows, and {@link StagedColumns#FILE} behind them where they lie in several known
   * files.
   */
  default Dataset<Row> rowsByFile() {
    return rows();
  }

  /** Paths of the files by what {@link StagedColumns#FILE} has for them. */
  default Map<Long, String> filePaths() {
    return FileMark.paths(
        pin().files().stream().map(file -> new Path(file.path()).toUri().toString()));
  }

  /**
   * Reads as much as shows that reading is granted, which is a row.
   *
   * @throws io.riskmesh.store.RunException as a run would when it reads
   */
  default void probe() {
    try {
      rows().limit(1).collectAsList();
    } catch (RuntimeException e) {
      throw ReadFailure.of(e, pin().name()).orElseThrow(() -> e);
    }
  }

  /**
   * To be asked when the rows have been read: whether they still are what was pinned.
   *
   * @throws io.riskmesh.store.RunException {@code SOURCE_UNAVAILABLE} when files have changed under
   *     way
   */
  default void requireUnchanged() {}

  /**
   * What has come since an earlier run has pinned this very source with the same filter; see {@link
   * SourceChange#since}.
   */
  SourceChange grownSince(SourcePin earlier);

  /**
   * The rows with every column of {@link #schema()} in its order and as it lies in the source,
   * filtered. A text source has a boolean {@code _malformed} behind them.
   */
  Dataset<Row> everyColumn();
}
