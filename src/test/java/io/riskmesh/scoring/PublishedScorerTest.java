package io.riskmesh.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.gate.VerdictWord;
import io.riskmesh.model.RecordRules;
import io.riskmesh.model.Scorer;
import io.riskmesh.records.AnswerShape;
import io.riskmesh.records.AnswerWriter;
import io.riskmesh.records.RecordCounts;
import io.riskmesh.records.RecordFormat;
import io.riskmesh.records.RecordLimits;
import io.riskmesh.records.RecordReading;
import io.riskmesh.records.RecordScoring;
import io.riskmesh.records.RecordSyntaxException;
import io.riskmesh.runs.Manifest;
import io.riskmesh.scoring.LoanRun.PlainScore;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedScorerTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** More than two blocks. */
  private static final List<Row> ROWS = LoanRun.rows(600);

  @TempDir private Path folder;
  private Store store;
  private ByteArrayOutputStream out;

  @BeforeEach
  void open() {
    store = LoanRun.store(folder);
    out = new ByteArrayOutputStream();
  }

  private Scorer scorer() {
    RunPaths run = LoanRun.publish(store, "first", VerdictWord.ACCEPTED);
    return PublishedScorer.read(store, Manifest.read(store, run).orElseThrow(), job());
  }

  private static JobConfig job(String... set) {
    return EffectiveConfig.load(Optional.empty(), Optional.of("conf/env/local.yaml"), List.of(set))
        .job();
  }

  private RecordCounts score(RecordFormat format, String input) throws IOException {
    Scorer scorer = scorer();
    byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
    try (RecordReading in = format.open(new ByteArrayInputStream(bytes), RecordLimits.FILE)) {
      return new RecordScoring(scorer, RecordRules.STRICT, List.of("id", "town"))
          .run(
              in,
              AnswerWriter.to(
                  out, RecordFormat.JSON_LINES, new AnswerShape(scorer.info(), List.of("id"), 0)));
    }
  }

  private static String json(Row row) throws IOException {
    Map<String, Object> record = new HashMap<>();
    for (int i = 0; i < row.length(); i++) {
      Object value = row.get(i);
      record.put(
          LoanRun.TABLE.fieldNames()[i],
          value instanceof Double number && number.isNaN() ? null : value);
    }
    return MAPPER.writeValueAsString(record);
  }

  private static String lines() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Row row : ROWS) {
      lines.append(json(row)).append('\n');
    }
    return lines.toString();
  }

  private List<JsonNode> answers() throws IOException {
    return MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(out.toByteArray()).readAll();
  }

  @Test
  void recordsGetTheScoresOfTheLibrary() throws IOException {
    assertThat(score(RecordFormat.JSON_LINES, lines()))
        .isEqualTo(new RecordCounts(ROWS.size(), 0, null));

    List<JsonNode> answers = answers();
    List<PlainScore> expected = LoanRun.scores(ROWS);
    assertThat(answers).hasSize(ROWS.size());
    for (int i = 0; i < ROWS.size(); i++) {
      JsonNode answer = answers.get(i);
      assertThat(answer.path("record").path("id").asLong()).isEqualTo(ROWS.get(i).getLong(0));
      assertThat(Float.parseFloat(answer.path("probability").asText()))
          .isEqualTo(expected.get(i).probability());
      assertThat(answer.path("calibrated").doubleValue()).isEqualTo(expected.get(i).calibrated());
      assertThat(answer.path("decision").asText()).isEqualTo(expected.get(i).decision());
    }
  }

  @Test
  void countsWhatIsNotScored() throws IOException {
    assertThat(score(RecordFormat.JSON_LINES, json(ROWS.get(1)) + "\n{}\n[]\n"))
        .isEqualTo(
            new RecordCounts(
                3,
                2,
                "line 2: the record has no column \"amount\"; a missing value is null, or an empty cell of CSV"));
  }

  /** A program behind a pipe has them. */
  @Test
  void answersComeBeforeTheEndOfABrokenDocument() throws IOException {
    String broken = "[" + lines().strip().replace("\n", ",") + ",{]";
    assertThatThrownBy(() -> score(RecordFormat.JSON, broken))
        .isInstanceOf(RecordSyntaxException.class);
    assertThat(answers()).hasSize(ROWS.size());
  }

  @Test
  void saysThatTheFeaturesAreOthers() {
    byte[] others =
        (new String(LoanRun.SPEC.toJson(), StandardCharsets.UTF_8) + " ")
            .getBytes(StandardCharsets.UTF_8);
    RunPaths run = LoanRun.publish(store, "other", VerdictWord.ACCEPTED, others);
    assertThatThrownBy(
            () -> PublishedScorer.read(store, Manifest.read(store, run).orElseThrow(), job()))
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.USAGE))
        .hasMessageContaining("run other cannot be used for scoring here");
  }
}
