package io.riskmesh.model;

import java.util.List;

/**
 * The answer to one record: its score, or what is wrong with it.
 *
 * @param score null if there are errors
 * @param reasons what raises the risk most; empty with errors, or if none were asked for
 * @param remarks fields that were scored as missing or unknown values
 * @param errors fields that prevent a score; empty with a score
 */
public record RecordAnswer(
    RecordScore score,
    List<ScoreReason> reasons,
    List<FieldProblem> remarks,
    List<FieldProblem> errors) {
  /** Copies the lists. */
  public RecordAnswer {
    reasons = List.copyOf(reasons);
    remarks = List.copyOf(remarks);
    errors = List.copyOf(errors);
  }

  /** Creates the answer to a record that is not scored. */
  public static RecordAnswer rejected(List<FieldProblem> errors) {
    return new RecordAnswer(null, List.of(), List.of(), errors);
  }
}
