package io.riskmesh.records;

import java.io.IOException;
import java.util.List;

/** Reads records one after another; holds one of them, and not the input, in memory. */
public interface RecordReading extends AutoCloseable {
  /**
   * Returns the next record; null at the end.
   *
   * @throws RecordSyntaxException if the rest of the input cannot be read as records
   * @throws RecordLimitException if the input exceeds a limit that ends it
   * @throws IOException if the stream cannot be read
   */
  InputRecord next() throws IOException;

  /** Returns the names in the header line, once a record was read; empty without one. */
  default List<String> header() {
    return List.of();
  }

  /** Closes the stream. */
  @Override
  void close() throws IOException;
}
