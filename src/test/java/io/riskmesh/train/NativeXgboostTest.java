package io.riskmesh.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskmesh.SparkTest;
import io.riskmesh.config.TrainingConfig.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Models trained in the JVM are read, and trained again, by the Python package. */
@ExtendWith(SparkTest.class)
class NativeXgboostTest {
  private static final Map<String, String> PARAMS =
      Map.of("max_depth", "4", "eta", "0.4", "lambda", "2", "min_child_weight", "3");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void pythonReadsTheSameModelAndTrainsTheSame(SparkSession spark) throws Exception {
    String python = System.getProperty("riskmesh.python", "");
    assumeTrue(!python.isEmpty(), "no riskmesh.python");
    List<Row> train = Credits.rows(900, 21);
    List<Row> validation = Credits.rows(400, 22);
    TrainingData data = Credits.data(spark, train, validation);

    TrainedModel full = train(data, Credits.plan(1, 40, 0, PARAMS));
    TrainingPlan plan = Credits.plan(1, 40, 5, PARAMS);
    TrainedModel cut = train(data, plan);
    write(train, validation, full, cut, plan);
    JsonNode reference = run(python);

    int best = cut.summary().bestIteration();
    assertThat(best).isBetween(1, 34);
    assertThat(reference.get("version").asText()).isEqualTo("3.2.0");
    assertThat(reference.get("rounds").asInt()).isEqualTo(best + 1);
    assertThat(reference.get("attributes").toString()).isEqualTo("[\"best_score\"]");
    assertThat(reference.get("names").isNull()).isTrue();
    assertThat(reference.get("continuedRounds").asInt()).isEqualTo(best + 1 + 10);
    assertThat(reference.get("continuedDifference").asDouble()).isZero();
    assertThat(reference.get("change").asDouble()).isGreaterThan(0.01);
    assertThat(reference.get("ignoredWithAttribute").asDouble()).isGreaterThan(0.01);
    assertThat(reference.get("predictionError").asDouble()).isLessThan(1e-6);
    assertThat(reference.get("cutEqualsSliced").asBoolean()).isTrue();
    assertThat(reference.get("warnings")).isEmpty();
    List<TrainSummary.Round> history = full.summary().history();
    for (int round = 0; round < history.size(); round++) {
      assertThat((double) history.get(round).train())
          .isCloseTo(reference.get("train").get(round).asDouble(), within(1e-4));
      assertThat((double) history.get(round).validation())
          .isCloseTo(reference.get("validation").get(round).asDouble(), within(1e-4));
    }
  }

  private static TrainedModel train(TrainingData data, TrainingPlan plan) {
    return Trainer.of(Engine.BARRIER).train(data, plan, RoundListener.NONE);
  }

  private void write(
      List<Row> train, List<Row> validation, TrainedModel full, TrainedModel cut, TrainingPlan plan)
      throws Exception {
    List<Row> rows = new ArrayList<>(sorted(train));
    rows.addAll(sorted(validation));
    List<String> lines = new ArrayList<>();
    rows.forEach(row -> lines.add(line(lines.size() < train.size() ? "train" : "validation", row)));
    Files.write(folder.resolve("rows.csv"), lines);
    Files.write(folder.resolve("predictions.csv"), scores(cut, rows));
    Files.write(folder.resolve("full.ubj"), full.ubj());
    Files.write(folder.resolve("cut.ubj"), cut.ubj());
    JSON.writeValue(
        folder.resolve("params.json").toFile(),
        Map.of("params", plan.params(1), "rounds", 40, "best", cut.summary().bestIteration()));
  }

  private static List<String> scores(TrainedModel trained, List<Row> rows) throws Exception {
    List<String> scores = new ArrayList<>();
    for (float score : Credits.predict(trained.ubj(), rows)) {
      scores.add(Float.toString(score));
    }
    return scores;
  }

  private static List<Row> sorted(List<Row> rows) {
    return rows.stream().sorted(Comparator.comparingLong(row -> row.getLong(0))).toList();
  }

  private static String line(String part, Row row) {
    return part
        + ","
        + IntStream.range(1, row.size())
            .filter(i -> i != 3)
            .mapToObj(i -> Float.isNaN(row.getFloat(i)) ? "" : Float.toString(row.getFloat(i)))
            .collect(Collectors.joining(","));
  }

  private JsonNode run(String python) throws IOException, InterruptedException {
    Path errors = folder.resolve("stderr");
    Process process =
        new ProcessBuilder(python, "src/test/python/native_xgboost.py", folder.toString())
            .redirectError(errors.toFile())
            .start();
    JsonNode result = JSON.readTree(process.getInputStream());
    assertThat(process.waitFor()).as(() -> read(errors)).isZero();
    return result;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
