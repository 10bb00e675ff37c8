package io.riskmesh.evaluate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.Python;
import io.riskmesh.config.EvaluationConfig;
import io.riskmesh.config.SplitPart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Validates {@code evaluation.json} against a schema of what SageMaker reads, with an independent
 * validator.
 */
class ModelQualitySchemaTest {
  private static final String SCHEMA =
      "src/test/resources/io/riskmesh/evaluate/model-quality.schema.json";

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsModelQuality() throws IOException {
    check(text(Sample.random(1, 500, 0.3, 0, false)));
    check(text(Sample.random(2, 300, 0.02, 64, true)));
    check(text(Sample.of(new double[] {0.1, 0.9}, 0, 1)));
  }

  @Test
  void aBrokenFileIsRefused() throws IOException {
    String text = text(Sample.random(1, 500, 0.3, 0, false));
    refused(text.replace("\"recall\"", "\"Recall\""), "recall");
    refused(text.replaceFirst("\"value\" : 0", "\"value\" : 7"), "maximum");
    refused(text.replaceFirst("\"NaN\"", "null"), "standard_deviation");
    refused(text.replaceFirst("\"1\" : ", "\"2\" : "), "confusion_matrix");
    refused(text.replaceFirst("\"precisions\" : \\[", "\"precisions\" : [ \"x\","), "precisions");
  }

  private void refused(String text, String where) {
    assertThatThrownBy(() -> check(text))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("check_schema.py ended with 1")
        .hasMessageContaining(where);
  }

  private void check(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("evaluation.json"), text);
    Python.run("check_schema.py", SCHEMA, file.toString());
  }

  private static String text(Sample sample) {
    Map<SplitPart, ScoreCurve> parts =
        Map.of(
            SplitPart.TRAIN, sample.curve(),
            SplitPart.VALIDATION, sample.curve(),
            SplitPart.TEST, sample.curve());
    Map<SplitPart, ScoreCurve> margins =
        Map.of(SplitPart.VALIDATION, sample.margins(), SplitPart.TEST, sample.margins());
    byte[] file =
        EvaluationFiles.evaluation(Evaluator.of(parts, margins, new EvaluationConfig(1, 5), 1));
    return new String(file, StandardCharsets.UTF_8);
  }
}
