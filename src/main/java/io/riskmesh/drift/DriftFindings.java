package io.riskmesh.drift;

import io.riskmesh.drift.DriftReport.Performance;
import io.riskmesh.drift.DriftReport.Shift;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was found when the source was held against a run; null or empty what was not looked at.
 *
 * @param run identifier of the run
 * @param notes what a person should know besides what the schema tells
 */
public record DriftFindings(
    String run,
    DriftReport.DriftSource source,
    SchemaChange schema,
    DriftReport.RowCounts rows,
    List<DriftReport.DriftColumn> columns,
    Shift score,
    Performance performance,
    List<String> notes) {

  /** What is known before a row is read. */
  public static DriftFindings of(String run, DriftReport.DriftSource source, SchemaChange schema) {
    return new DriftFindings(run, source, schema, null, List.of(), null, null, List.of());
  }

  public DriftFindings with(DriftReport.RowCounts counted) {
    return new DriftFindings(run, source, schema, counted, columns, score, performance, notes);
  }

  public DriftFindings with(List<DriftReport.DriftColumn> compared) {
    return new DriftFindings(run, source, schema, rows, compared, score, performance, notes);
  }

  /** With the score, and how well it does; null where that is not known. */
  public DriftFindings with(Shift scored, Performance performing) {
    return new DriftFindings(run, source, schema, rows, columns, scored, performing, notes);
  }

  /** With another note. */
  public DriftFindings noting(String note) {
    List<String> all = Stream.concat(notes.stream(), Stream.of(note)).toList();
    return new DriftFindings(run, source, schema, rows, columns, score, performance, all);
  }
}
