package io.riskmesh.records;

/**
 * Limits of an input.
 *
 * @param maxFields most fields of a record
 * @param maxRecordBytes most bytes of a record; a JSON document may exceed them by the 32 KiB that
 *     are read ahead
 * @param maxRecords most records
 */
public record RecordLimits(int maxFields, int maxRecordBytes, int maxRecords) {
  private static final int DEFAULT_FIELDS = 10_000;
  private static final int DEFAULT_BYTES = 1 << 20;

  /** Limits for a file of any length: 10,000 fields and 1 MiB per record. */
  public static final RecordLimits FILE =
      new RecordLimits(DEFAULT_FIELDS, DEFAULT_BYTES, Integer.MAX_VALUE);
}
