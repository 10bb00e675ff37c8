package io.riskmesh.records;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.riskmesh.model.FieldProblem;
import io.riskmesh.model.NumberText;
import io.riskmesh.model.RecordAnswer;
import io.riskmesh.model.RecordScore;
import io.riskmesh.model.ScoreReason;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/** Writes answers as one JSON document, or as JSON lines. */
final class JsonAnswers implements AnswerSink {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .build();

  private final OutputStream out;
  private final AnswerShape shape;
  private final boolean isDocument;
  private JsonGenerator json;

  JsonAnswers(OutputStream out, AnswerShape shape, boolean isDocument) {
    this.out = out;
    this.shape = shape;
    this.isDocument = isDocument;
  }

  private void begin() throws IOException {
    if (json == null) {
      json = FACTORY.createGenerator(out);
      json.setRootValueSeparator(null);
      if (isDocument) {
        json.writeStartObject();
        json.writeArrayFieldStart("predictions");
      }
    }
  }

  @Override
  public void write(InputRecord record, RecordAnswer answer) throws IOException {
    begin();
    json.writeStartObject();
    writeCopied(record);
    if (answer.score() == null) {
      json.writeNumberField("line", record.line());
      writeProblems("errors", answer.errors());
    } else {
      writeScore(answer.score());
      writeReasons(answer.reasons());
      writeProblems("remarks", answer.remarks());
    }
    json.writeEndObject();
    if (!isDocument) {
      json.writeRaw('\n');
    }
  }

  private void writeCopied(InputRecord record) throws IOException {
    if (record.fields() == null || shape.copied().isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("record");
    for (String name : shape.copied()) {
      if (record.fields().containsKey(name)) {
        json.writeFieldName(name);
        writeValue(record.fields().get(name));
      }
    }
    json.writeEndObject();
  }

  private void writeValue(Object value) throws IOException {
    if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      json.writeNumber(CsvAnswers.text(number));
    } else {
      json.writeString(CsvAnswers.text(value));
    }
  }

  private void writeScore(RecordScore score) throws IOException {
    json.writeFieldName("probability");
    json.writeNumber(NumberText.of(score.probability()));
    json.writeFieldName("calibrated");
    json.writeNumber(NumberText.of(score.calibrated()));
    json.writeStringField("band", score.band());
    json.writeStringField("decision", score.decision());
    if (shape.hasPoints()) {
      json.writeNumberField("points", score.points());
    }
  }

  private void writeReasons(List<ScoreReason> reasons) throws IOException {
    if (shape.reasons() == 0) {
      return;
    }
    json.writeArrayFieldStart("reasons");
    for (ScoreReason reason : reasons) {
      json.writeStartObject();
      json.writeStringField("feature", reason.feature());
      json.writeStringField("code", reason.code());
      json.writeStringField("text", reason.text());
      json.writeStringField("value", reason.value());
      json.writeFieldName("contribution");
      json.writeNumber(NumberText.of(reason.contribution()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeProblems(String name, List<FieldProblem> problems) throws IOException {
    json.writeArrayFieldStart(name);
    for (FieldProblem problem : problems) {
      json.writeStartObject();
      if (problem.field() != null) {
        json.writeStringField("field", problem.field());
        json.writeStringField("fault", problem.fault().name().toLowerCase(Locale.ROOT));
      }
      json.writeStringField("message", problem.message());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  @Override
  public void flush() throws IOException {
    begin();
    json.flush();
  }

  @Override
  public void finish() throws IOException {
    begin();
    if (isDocument) {
      json.writeEndArray();
      json.writeObjectFieldStart("model");
      json.writeStringField("run", shape.model().runId());
      json.writeStringField("features", shape.model().features());
      json.writeEndObject();
      json.writeEndObject();
      json.writeRaw('\n');
    }
    json.flush();
  }
}
