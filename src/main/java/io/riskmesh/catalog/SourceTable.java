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

/** A source that has been found and pinned; none of its rows has been read yet. */
public interface SourceTable {

  /**
   * Pins the data, so that it can be read again. Costs nothing once the source is open, except that
   * Athena's first call unloads the rows that the job uses.
   */
  SourcePin pin();

  /** Returns a one-line description of the data for the user. */
  default String shown() {
    return pin().shown();
  }

  /** Returns when the newest data was written; empty if this is unknown before the data is read. */
  default Optional<Instant> committed() {
    SourcePin pin = pin();
    return pin.snapshotTime() != null
        ? Optional.of(Instant.parse(pin.snapshotTime()))
        : pin.files().stream().map(file -> Instant.parse(file.modified())).max(naturalOrder());
  }

  /** Returns all columns of the source. */
  StructType schema();

  /**
   * Returns why the schema lacks a column that the source has in another version: the rest of a
   * message that begins with "column x is not in the source"; empty if there is no such reason.
   */
  default Optional<String> whyMissing(String column) {
    return Optional.empty();
  }

  /** Returns whether values are written as text, so that a number may be unreadable. */
  boolean isText();

  /** Returns notes for the user on how the source is read, such as files that are left out. */
  default List<String> remarks() {
    return List.of();
  }

  /**
   * Reads the filtered rows, with the columns that the job uses under their own names. No Spark job
   * runs before the result is used; Athena unloads the rows if {@link #pin} has not. A text source
   * has {@code _text.<column>} beside each column that was read as a number or time, and a boolean
   * {@code _malformed} for records that do not match the header's columns.
   */
  Dataset<Row> readRows();

  /**
   * Reads the same rows, at the same cost, followed by {@link StagedColumns#FILE} if they are in
   * several known files.
   */
  default Dataset<Row> readRowsByFile() {
    return readRows();
  }

  /**
   * Lists the paths of the files, keyed by their value of {@link StagedColumns#FILE}. An Iceberg
   * source reads the manifests of its snapshot.
   */
  default Map<Long, String> listFilePaths() {
    return FileMark.paths(
        pin().files().stream().map(file -> new Path(file.path()).toUri().toString()));
  }

  /**
   * Reads one row to show that read access is granted.
   *
   * @throws io.riskmesh.store.RunException with the error that a run would get
   */
  default void probe() {
    try {
      readRows().limit(1).collectAsList();
    } catch (RuntimeException e) {
      throw ReadFailure.of(e, pin().name()).orElseThrow(() -> e);
    }
  }

  /**
   * Checks that the data is still what was pinned; call this after the rows have been read.
   *
   * @throws io.riskmesh.store.RunException {@code SOURCE_UNAVAILABLE} when files have changed while
   *     they were in use
   */
  default void requireUnchanged() {}

  /**
   * Finds what was added since an earlier run pinned the same source with the same filter, from the
   * metadata alone; see {@link SourceChange#find}.
   */
  SourceChange findGrowth(SourcePin earlier);

  /**
   * Reads the filtered rows with every column of {@link #schema()} in its order and with its source
   * value. No Spark job runs before the result is used; Athena unloads the table at each call. A
   * text source has a boolean {@code _malformed} as its last column.
   */
  Dataset<Row> readEveryColumn();
}
