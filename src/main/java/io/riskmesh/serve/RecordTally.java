package io.riskmesh.serve;

import io.riskmesh.model.FieldProblem;
import io.riskmesh.model.RecordAnswer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts the answers to the records of a request. */
final class RecordTally {
  /** The fault of a record that is none. */
  private static final String UNREADABLE = "unreadable";

  private long scored;
  private long rejected;
  private final Map<String, Long> faults = new TreeMap<>();

  /** Counts an answer. */
  void add(RecordAnswer answer) {
    if (answer.score() == null) {
      rejected++;
    } else {
      scored++;
    }
    count(answer.remarks());
    count(answer.errors());
  }

  /** Adds what another tally counted. */
  void add(RecordTally other) {
    scored += other.scored;
    rejected += other.rejected;
    other.faults.forEach((fault, times) -> faults.merge(fault, times, Long::sum));
  }

  private void count(List<FieldProblem> problems) {
    for (FieldProblem problem : problems) {
      String fault =
          problem.fault() == null ? UNREADABLE : problem.fault().name().toLowerCase(Locale.ROOT);
      faults.merge(fault, 1L, Long::sum);
    }
  }

  long scored() {
    return scored;
  }

  long rejected() {
    return rejected;
  }

  /** Returns how often each fault was found. */
  Map<String, Long> faults() {
    return faults;
  }
}
