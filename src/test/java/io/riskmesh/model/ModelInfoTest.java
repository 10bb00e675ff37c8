package io.riskmesh.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.store.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelInfoTest {
  private static final ModelInfo INFO =
      new ModelInfo(
          "job",
          "run",
          "2026-03-01T00:00:00Z",
          "binary:logistic",
          7,
          0.25,
          new Calibrator(0.8000000000000002, -0.1),
          "aa",
          "bb",
          List.of("x", "y"),
          List.of(
              new DeclaredFeature("x", true, 1), new DeclaredFeature("y", List.of("y=a", "y=b"))),
          List.of(),
          new ReferenceGroups(List.of(0.1, -0.2), null),
          List.of(new ModelInfo.Share("x", SourceInput.ValueReading.NUMBER, 0.25, null)),
          new ServingRules(
              "cc",
              -1.5163475f,
              List.of(new RiskBands.Band("A", 0.1), new RiskBands.Band("B", null)),
              new ReasonRules(
                  4, true, Map.of("x", new ReasonCode("R1", "Too much")), List.of("y"))));

  @Test
  void readsBackWhatARunWrites() {
    assertThat(ModelInfo.fromJson(JsonText.bytes(INFO))).isEqualTo(INFO);
  }

  @Test
  void someModelsHaveAScaleOfPoints() {
    assertThat(INFO.points(0.3)).isNull();
    String json = new String(JsonText.bytes(INFO), StandardCharsets.UTF_8);
    String scaled =
        json.replaceFirst("\\{", "{\"points\": {\"score\": 600, \"odds\": 50, \"doubling\": 20},");
    ModelInfo read = ModelInfo.fromJson(scaled.getBytes(StandardCharsets.UTF_8));
    assertThat(read.points()).isEqualTo(new PointScale(600, 50, 20));
    assertThat(read.points(-Math.log(100))).isEqualTo(620);
    assertThat(ModelInfo.fromJson(JsonText.bytes(read))).isEqualTo(read);
  }

  @Test
  void onlyAnIndexHasCategories() {
    assertThat(new String(JsonText.bytes(INFO.declared().get(0)), StandardCharsets.UTF_8))
        .doesNotContain("categories");
    assertThat(INFO.declared().get(0).holdsIndex()).isFalse();
    assertThat(INFO.declared().get(1).holdsIndex()).isTrue();
  }

  @Test
  void pointsOfACalibratorAreKeptAndALogisticFunctionHasNone() {
    byte[] json = JsonText.bytes(INFO);
    assertThat(new String(json, StandardCharsets.UTF_8)).doesNotContain("points");
    String isotonic =
        new String(json, StandardCharsets.UTF_8)
            .replace(
                "\"slope\" : 0.8000000000000002,",
                "\"points\": [{\"margin\": 0.1, \"probability\": 0.2}], \"slope\" : 1,");

    Calibrator read = ModelInfo.fromJson(isotonic.getBytes(StandardCharsets.UTF_8)).calibrator();

    assertThat(read)
        .isEqualTo(new Calibrator(1, -0.1, List.of(new Calibrator.CalibrationPoint(0.1, 0.2))));
    assertThat(JsonText.read(JsonText.bytes(read), Calibrator.class)).isEqualTo(read);
  }

  @Test
  void anArchiveFromBeforeThereWereCalibratorsHasTheIdentity() {
    String old =
        new String(JsonText.bytes(INFO), StandardCharsets.UTF_8)
            .replaceFirst("(?s)\"calibrator\".*?\\},", "\"later\" : 1,");

    assertThat(ModelInfo.fromJson(old.getBytes(StandardCharsets.UTF_8)).calibrator())
        .isEqualTo(Calibrator.IDENTITY);
  }

  @Test
  void theThresholdItselfRefuses() {
    assertThat(INFO.refuses(0.25f)).isTrue();
    assertThat(INFO.refuses(Math.nextDown(0.25f))).isFalse();
  }

  @Test
  void refusesWhatIsNoInfo() {
    assertThatThrownBy(() -> ModelInfo.fromJson(new byte[] {'{'}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("model-info.json");
  }
}
