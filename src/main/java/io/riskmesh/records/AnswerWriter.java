package io.riskmesh.records;

import io.riskmesh.model.RecordAnswer;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes answers in the order of their records, in UTF-8. Floats and doubles are the shortest
 * decimals that read back as the same number.
 *
 * <p>JSON is {@code {"predictions": [..], "model": {"run": .., "features": ..}}} with an object per
 * record; JSON lines are these objects alone: {@code {"probability", "calibrated", "band",
 * "decision", "points", "reasons", "remarks"}}, or {@code {"line", "errors"}} for a record that was
 * not scored; copied columns are in {@code "record"}. CSV has one row per record and the columns
 * {@code probability,calibrated,band,decision,points,errors,remarks} after the copied ones. Only
 * models with points tell them.
 */
public final class AnswerWriter {
  private final AnswerSink sink;

  private AnswerWriter(AnswerSink sink) {
    this.sink = sink;
  }

  /** Prepares to write answers to a stream, which stays open; writes nothing yet. */
  public static AnswerWriter to(OutputStream out, RecordFormat format, AnswerShape shape) {
    return new AnswerWriter(
        switch (format) {
          case JSON -> new JsonAnswers(out, shape, true);
          case JSON_LINES -> new JsonAnswers(out, shape, false);
          case CSV -> new CsvAnswers(out, shape);
        });
  }

  /** Writes the answer to a record. */
  public void write(InputRecord record, RecordAnswer answer) throws IOException {
    sink.write(record, answer);
  }

  /** Passes on all answers that were written, without an end of the document. */
  void flush() throws IOException {
    sink.flush();
  }

  /** Writes what follows the last answer. */
  public void finish() throws IOException {
    sink.finish();
  }
}
