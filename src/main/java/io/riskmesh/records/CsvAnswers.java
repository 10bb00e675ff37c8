package io.riskmesh.records;

import io.riskmesh.model.CanonicalValues;
import io.riskmesh.model.FieldProblem;
import io.riskmesh.model.NumberText;
import io.riskmesh.model.RecordAnswer;
import io.riskmesh.model.RecordScore;
import io.riskmesh.model.ScoreReason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes answers as CSV, one row per record; a missing value is an empty cell. */
final class CsvAnswers implements AnswerSink {
  private final OutputStream out;
  private final AnswerShape shape;
  private final List<String> columns;
  private boolean hasHeader;

  CsvAnswers(OutputStream out, AnswerShape shape) {
    this.out = out;
    this.shape = shape;
    this.columns = shape.columns();
  }

  @Override
  public void write(InputRecord record, RecordAnswer answer) throws IOException {
    writeHeader();
    List<String> cells = new ArrayList<>(columns.size());
    Map<String, Object> fields = record.fields() == null ? Map.of() : record.fields();
    shape.copied().forEach(name -> cells.add(text(fields.get(name))));
    RecordScore score = answer.score();
    cells.addAll(
        score == null
            ? Arrays.asList(null, null, null, null)
            : Arrays.asList(
                NumberText.of(score.probability()),
                NumberText.of(score.calibrated()),
                score.band(),
                score.decision()));
    if (shape.hasPoints()) {
      cells.add(score == null ? null : score.points().toString());
    }
    cells.add(
        answer.errors().isEmpty()
            ? null
            : "line %d: %s".formatted(record.line(), messages(answer.errors())));
    cells.add(messages(answer.remarks()));
    answer.reasons().stream().limit(shape.reasons()).map(CsvAnswers::parts).forEach(cells::addAll);
    while (cells.size() < columns.size()) {
      cells.add(null);
    }
    writeLine(cells);
  }

  /** An array or object has no text. */
  static String text(Object value) {
    return value instanceof Map || value instanceof Collection ? null : CanonicalValues.text(value);
  }

  private static List<String> parts(ScoreReason reason) {
    return Arrays.asList(
        reason.feature(),
        reason.code(),
        reason.text(),
        reason.value(),
        NumberText.of(reason.contribution()));
  }

  private static String messages(List<FieldProblem> problems) {
    return problems.stream().map(FieldProblem::message).collect(Collectors.joining("; "));
  }

  private void writeHeader() throws IOException {
    if (!hasHeader) {
      hasHeader = true;
      writeLine(columns);
    }
  }

  private void writeLine(List<String> cells) throws IOException {
    String line =
        cells.stream()
            .map(cell -> cell == null ? "" : CsvCells.quoted(cell))
            .collect(Collectors.joining(",", "", "\n"));
    out.write(line.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void finish() throws IOException {
    writeHeader();
    out.flush();
  }
}
