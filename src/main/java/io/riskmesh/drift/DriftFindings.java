package io.riskmesh.drift;

import io.riskmesh.drift.DriftReport.Performance;
import io.riskmesh.drift.DriftReport.Shift;
import java.util.List;
import java.util.stream.Stream;

/**
 * The findings of a comparison of the source with a run; null or empty where nothing was examined.
 *
 * @param run identifier of the run
 * @param notes remarks for a person, in addition to those about the schema
 */
public record DriftFindings(
    String run,
    DriftReport.DriftSource source,
    SchemaChange schema,
    DriftReport.RowCounts rows,
    List<DriftReport.DriftColumn> columns,
    Shift score,
    Performance performance,
    DriftLevel level,
    List<String> notes) {

  /** Creates the findings that are known before a row is read. */
  public static DriftFindings of(String run, DriftReport.DriftSource source, SchemaChange schema) {
    return new DriftFindings(run, source, schema, null, List.of(), null, null, null, List.of());
  }

  /** Returns a copy with the row counts. */
  public DriftFindings with(DriftReport.RowCounts counted) {
    return new DriftFindings(
        run, source, schema, counted, columns, score, performance, level, notes);
  }

  /** Returns a copy with the compared columns. */
  public DriftFindings with(List<DriftReport.DriftColumn> compared) {
    return new DriftFindings(run, source, schema, rows, compared, score, performance, level, notes);
  }

  /** Returns a copy with the score's shift and the model's performance; null where unknown. */
  public DriftFindings with(Shift scored, Performance performing) {
    return new DriftFindings(run, source, schema, rows, columns, scored, performing, level, notes);
  }

  /** Returns a copy with the level of the calibrated probability; null where unknown. */
  public DriftFindings with(DriftLevel found) {
    return new DriftFindings(run, source, schema, rows, columns, score, performance, found, notes);
  }

  /** Returns a copy with another note. */
  public DriftFindings noting(String note) {
    List<String> all = Stream.concat(notes.stream(), Stream.of(note)).toList();
    return new DriftFindings(run, source, schema, rows, columns, score, performance, level, all);
  }
}
