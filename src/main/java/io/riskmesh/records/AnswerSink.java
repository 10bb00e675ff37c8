package io.riskmesh.records;

import io.riskmesh.model.RecordAnswer;
import java.io.IOException;

/** Writes answers in one format. */
sealed interface AnswerSink permits JsonAnswers, CsvAnswers {
  /** Writes the answer to a record. */
  void write(InputRecord record, RecordAnswer answer) throws IOException;

  /** Passes on all answers that were written. */
  void flush() throws IOException;

  /** Writes what follows the last answer, and flushes the stream. */
  void finish() throws IOException;
}
