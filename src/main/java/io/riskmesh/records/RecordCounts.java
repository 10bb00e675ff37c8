package io.riskmesh.records;

import io.riskmesh.model.RecordAnswer;

/**
 * How many records were answered.
 *
 * @param records all of them
 * @param unscored those that were not scored
 * @param first line and first error of the first one that was not scored; null if all were
 */
public record RecordCounts(long records, long unscored, String first) {
  static final RecordCounts NONE = new RecordCounts(0, 0, null);

  RecordCounts with(InputRecord record, RecordAnswer answer) {
    if (answer.score() != null) {
      return new RecordCounts(records + 1, unscored, first);
    }
    String error = "line %d: %s".formatted(record.line(), answer.errors().get(0).message());
    return new RecordCounts(records + 1, unscored + 1, first == null ? error : first);
  }
}
