package io.riskmesh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.Python;
import io.riskmesh.model.Expr;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.ModelFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code in the model's archive, driven through the container's four handlers. */
class InferenceCodeTest {
  private static final List<String> BLANKS = List.of("");

  @Test
  void answersRecordByRecordAndRefusesWhatItCannotRead(@TempDir Path folder) throws IOException {
    FeatureSpec spec =
        new FeatureSpec(
            List.of(
                new ModelFeature("amount_log", new Expr.Log1p(new Expr.NumberColumn("amount"))),
                new ModelFeature("purpose_3", new Expr.Equal("purpose", "3"), BLANKS),
                new ModelFeature("purpose_4", new Expr.Equal("purpose", "4"), BLANKS),
                new ModelFeature("purpose_missing", new Expr.IsTextMissing("purpose"), BLANKS),
                new ModelFeature("age", new Expr.NumberColumn("age"))));
    Path features = folder.resolve("features.json");
    Files.write(features, spec.toJson());

    assertThat(Python.run("check_inference.py", "handlers", features.toString())).isEmpty();
  }

  @Test
  void isOneFileThatTheContainerCanRead() {
    String code = new String(InferenceCode.read(), StandardCharsets.UTF_8);

    assertThat(code)
        .contains("def model_fn(", "def input_fn(", "def predict_fn(", "def output_fn(");
    assertThat(
            code.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("import "))
                .map(line -> line.split(" ")[1]))
        .as("the container has these")
        .contains("numpy", "xgboost")
        .doesNotContain("pandas", "flask", "sagemaker_containers");
  }
}
