package io.riskmesh.monitor;

import io.riskmesh.monitor.Drift.Performance;
import io.riskmesh.monitor.Drift.Rows;
import io.riskmesh.monitor.Drift.Shift;
import io.riskmesh.monitor.Drift.Source;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was found when the source was held against a run; null or empty what was not looked at.
 *
 * @param run identifier of the run
 * @param notes what a person should know besides what the schema tells
 */
public record Findings(
    String run,
    Source source,
    Schema schema,
    Rows rows,
    List<Drift.Column> columns,
    Shift score,
    Performance performance,
    List<String> notes) {

  /** What is known before a row is read. */
  public static Findings of(String run, Source source, Schema schema) {
    return new Findings(run, source, schema, null, List.of(), null, null, List.of());
  }

  public Findings with(Rows counted) {
    return new Findings(run, source, schema, counted, columns, score, performance, notes);
  }

  public Findings with(List<Drift.Column> compared) {
    return new Findings(run, source, schema, rows, compared, score, performance, notes);
  }

  /** With the score, and how well it does; null where that is not known. */
  public Findings with(Shift scored, Performance performing) {
    return new Findings(run, source, schema, rows, columns, scored, performing, notes);
  }

  /** With another note. */
  public Findings noting(String note) {
    List<String> all = Stream.concat(notes.stream(), Stream.of(note)).toList();
    return new Findings(run, source, schema, rows, columns, score, performance, all);
  }
}
