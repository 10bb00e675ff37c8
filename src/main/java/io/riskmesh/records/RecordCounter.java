package io.riskmesh.records;

/** Counts the records of an input. */
final class RecordCounter {
  private final int most;
  private int records;

  RecordCounter(RecordLimits limits) {
    this.most = limits.maxRecords();
  }

  /**
   * Counts a record.
   *
   * @throws RecordLimitException if it is one too many
   */
  void count() throws RecordLimitException {
    if (records == most) {
      throw new RecordLimitException("the input has more than %,d records".formatted(most));
    }
    records++;
  }
}
