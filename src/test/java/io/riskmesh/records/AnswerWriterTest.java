package io.riskmesh.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskmesh.model.Calibrator;
import io.riskmesh.model.FieldProblem;
import io.riskmesh.model.FieldProblem.FieldFault;
import io.riskmesh.model.ModelInfo;
import io.riskmesh.model.RecordAnswer;
import io.riskmesh.model.RecordScore;
import io.riskmesh.model.ScoreReason;
import io.riskmesh.store.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerWriterTest {
  private static final ModelInfo MODEL =
      new ModelInfo(
          "loans",
          "night-1",
          "2026-11-30T00:00:00Z",
          "binary:logistic",
          1,
          0.5,
          Calibrator.IDENTITY,
          "f00d",
          "aa",
          List.of("age"),
          List.of(),
          List.of(),
          null,
          List.of(),
          null);

  private static final ModelInfo POINTED =
      ModelInfo.fromJson(
          new String(JsonText.bytes(MODEL), StandardCharsets.UTF_8)
              .replaceFirst("\\{", "{\"points\": {\"score\": 600, \"odds\": 50, \"doubling\": 20},")
              .getBytes(StandardCharsets.UTF_8));

  private static final List<InputRecord> RECORDS =
      List.of(
          new InputRecord(2, fields(17L, "a,\"b\""), null),
          new InputRecord(3, Map.of("id", "x"), null),
          InputRecord.unreadable(4, "it is not valid UTF-8"));

  private static final List<RecordAnswer> ANSWERS =
      List.of(
          new RecordAnswer(
              new RecordScore(0.5f, 0.1f, 1.0 / 3, "B", true, null),
              List.of(new ScoreReason("age", "R1", "Age, in years", "17", 1.5e-5)),
              List.of(new FieldProblem("job", FieldFault.UNSEEN, "job is new")),
              List.of()),
          RecordAnswer.rejected(
              List.of(
                  new FieldProblem("age", FieldFault.ABSENT, "no age"),
                  new FieldProblem("job", FieldFault.MISTYPED, "no job"))),
          RecordAnswer.rejected(List.of(new FieldProblem(null, null, "it is not valid UTF-8"))));

  private static Map<String, Object> fields(Object id, Object town) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("id", id);
    fields.put("town", town);
    fields.put("age", null);
    return fields;
  }

  private static String written(RecordFormat format, int reasons, String... copied)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AnswerWriter writer =
        AnswerWriter.to(out, format, new AnswerShape(MODEL, List.of(copied), reasons));
    for (int i = 0; i < RECORDS.size(); i++) {
      writer.write(RECORDS.get(i), ANSWERS.get(i));
    }
    writer.finish();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void writesCsv() throws IOException {
    assertThat(written(RecordFormat.CSV, 0, "id", "town"))
        .isEqualTo(
            """
            id,town,probability,calibrated,band,decision,errors,remarks
            17,"a,""b""\",0.1,0.3333333333333333,B,refuse,,job is new
            x,,,,,,line 3: no age; no job,
            ,,,,,,line 4: it is not valid UTF-8,
            """);
  }

  @Test
  void modelsWithPointsTellThem() throws IOException {
    RecordAnswer scored =
        new RecordAnswer(
            new RecordScore(0.5f, 0.1f, 0.2, "B", false, 612), List.of(), List.of(), List.of());
    for (RecordFormat format : RecordFormat.values()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      AnswerWriter writer = AnswerWriter.to(out, format, new AnswerShape(POINTED, List.of(), 0));
      writer.write(RECORDS.get(0), scored);
      writer.write(RECORDS.get(1), ANSWERS.get(1));
      writer.finish();
      String written = out.toString(StandardCharsets.UTF_8);
      if (format == RecordFormat.CSV) {
        assertThat(written)
            .isEqualTo(
                """
                probability,calibrated,band,decision,points,errors,remarks
                0.1,0.2,B,accept,612,,
                ,,,,,line 3: no age; no job,
                """);
      } else {
        assertThat(written)
            .contains("\"decision\":\"accept\",\"points\":612,\"remarks\"")
            .containsOnlyOnce("points");
      }
    }
  }

  @Test
  void writesReasonsAsColumns() throws IOException {
    assertThat(written(RecordFormat.CSV, 2).lines())
        .containsExactly(
            "probability,calibrated,band,decision,errors,remarks,reason_1_feature,reason_1_code,reason_1_text,reason_1_value,reason_1_contribution,reason_2_feature,reason_2_code,reason_2_text,reason_2_value,reason_2_contribution",
            "0.1,0.3333333333333333,B,refuse,,job is new,age,R1,\"Age, in years\",17,1.5E-5,,,,,",
            ",,,,line 3: no age; no job,,,,,,,,,,,",
            ",,,,line 4: it is not valid UTF-8,,,,,,,,,,,");
  }

  @Test
  void writesJsonLines() throws IOException {
    assertThat(written(RecordFormat.JSON_LINES, 1, "id").lines())
        .containsExactly(
            "{\"record\":{\"id\":17},\"probability\":0.1,\"calibrated\":0.3333333333333333,\"band\":\"B\",\"decision\":\"refuse\",\"reasons\":[{\"feature\":\"age\",\"code\":\"R1\",\"text\":\"Age, in years\",\"value\":\"17\",\"contribution\":1.5E-5}],\"remarks\":[{\"field\":\"job\",\"fault\":\"unseen\",\"message\":\"job is new\"}]}",
            "{\"record\":{\"id\":\"x\"},\"line\":3,\"errors\":[{\"field\":\"age\",\"fault\":\"absent\",\"message\":\"no age\"},{\"field\":\"job\",\"fault\":\"mistyped\",\"message\":\"no job\"}]}",
            "{\"line\":4,\"errors\":[{\"message\":\"it is not valid UTF-8\"}]}");
  }

  @Test
  void aDocumentHasTheSameObjectsAndTheModel() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode document = mapper.readTree(written(RecordFormat.JSON, 1, "id"));
    assertThat(document.path("predictions"))
        .extracting(JsonNode::toString)
        .isEqualTo(written(RecordFormat.JSON_LINES, 1, "id").lines().toList());
    assertThat(document.path("model").toString())
        .isEqualTo("{\"run\":\"night-1\",\"features\":\"f00d\"}");
    assertThat(document.size()).isEqualTo(2);
  }

  @Test
  void noRecordsAreAnEmptyAnswer() throws IOException {
    for (RecordFormat format : RecordFormat.values()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      AnswerWriter.to(out, format, new AnswerShape(MODEL, List.of(), 0)).finish();
      assertThat(out.toString(StandardCharsets.UTF_8))
          .isEqualTo(
              switch (format) {
                case CSV -> "probability,calibrated,band,decision,errors,remarks\n";
                case JSON_LINES -> "";
                case JSON ->
                    "{\"predictions\":[],\"model\":{\"run\":\"night-1\",\"features\":\"f00d\"}}\n";
              });
    }
  }

  @Test
  void writesTheShortestDecimals() throws IOException {
    for (float probability : new float[] {1e-10f, 0.034171887f, Math.nextDown(1f), 0f, 1f}) {
      RecordAnswer answer =
          new RecordAnswer(
              new RecordScore(0, probability, probability / 3.0, null, false, null),
              List.of(),
              List.of(),
              List.of());
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      AnswerWriter writer =
          AnswerWriter.to(out, RecordFormat.JSON_LINES, new AnswerShape(MODEL, List.of(), 0));
      writer.write(RECORDS.get(0), answer);
      writer.finish();
      JsonNode read = new ObjectMapper().readTree(out.toByteArray());
      assertThat(Float.parseFloat(read.path("probability").asText())).isEqualTo(probability);
      assertThat(read.path("calibrated").doubleValue()).isEqualTo(probability / 3.0);
      assertThat(read.path("band").isNull()).isTrue();
    }
  }

  @Test
  void twoColumnsOfOneNameAreRefused() {
    for (String copied : Arrays.asList("probability", "reason_1_code")) {
      assertThatThrownBy(() -> new AnswerShape(MODEL, List.of(copied), 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(copied);
    }
  }
}
