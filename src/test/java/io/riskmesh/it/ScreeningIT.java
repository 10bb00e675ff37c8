package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskmesh.SparkTest;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.FileHashes.HashedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A job whose candidates are screened: one tells nothing, another is written after the default. */
@ExtendWith(SparkTest.class)
class ScreeningIT {
  private static final String JOB =
      """
      name: screened
      source: {path: rows.csv, key: [id]}
      label: {column: bad, positive: 1}
      features:
        - {name: debt, kind: numeric}
        - {name: dice, kind: numeric}
        - {name: region, kind: categorical, domain: [north, south]}
      screening: {minInformationValue: 0.02}
      split: {strategy: hash, ratios: 50/25/25}
      training: {rounds: 20, params: {max_depth: 3, eta: 0.2}}
      """;

  @TempDir Path folder;

  private Path job() throws IOException {
    Random random = new Random(3);
    List<String> lines = new ArrayList<>(List.of("id,debt,dice,region,recovered,bad"));
    for (int i = 0; i < 3_000; i++) {
      double debt = random.nextGaussian();
      boolean isSouth = random.nextBoolean();
      int bad = random.nextDouble() < 1 / (1 + Math.exp(1.4 - debt - (isSouth ? 1 : 0))) ? 1 : 0;
      lines.add(
          "%d,%s,%d,%s,%s,%d"
              .formatted(
                  i,
                  debt,
                  1 + random.nextInt(6),
                  isSouth ? "south" : "north",
                  bad == 1 ? random.nextInt(100) : "",
                  bad));
    }
    Files.write(folder.resolve("rows.csv"), lines);
    return Files.writeString(folder.resolve("job.yaml"), JOB);
  }

  @Test
  void theModelIsTrainedOnTheFeaturesThatAreLeft() throws IOException {
    Cli cli = new Cli(folder);
    String job = job().toString();

    Cli.Ended ended = cli.run("run", "--job", job, "--run-id", "one");

    assertThat(ended.code()).as(ended.err()).isZero();
    Manifest manifest = cli.manifest("screened", "one").orElseThrow();
    assertThat(manifest.features().names())
        .containsExactly("debt", "region=north", "region=south", "region=unknown");
    assertThat(manifest.features().dropped()).containsExactly("dice");
    assertThat(manifest.files()).extracting(HashedFile::path).contains("features/screening.json");
    Path run = cli.artifacts().resolve("screened/runs/one");
    JsonNode audit =
        new ObjectMapper().readTree(Files.readAllBytes(run.resolve("features/screening.json")));
    assertThat(audit.path("candidates").findValuesAsText("decision"))
        .containsExactly("used", "dropped", "used");
    assertThat(Files.readString(run.resolve("report/report.html")))
        .contains("How the features were screened", "left out: information value 0.0");
    assertThat(cli.run("score", "--job", job, "--run-id", "one").code()).isZero();
  }

  @Test
  void aLeakEndsTheRunBeforeAnythingIsTrained() throws IOException {
    Cli cli = new Cli(folder);

    Cli.Ended ended =
        cli.run(
            "run",
            "--job",
            job().toString(),
            "--run-id",
            "two",
            "--set",
            "features=[{name: debt, kind: numeric}, {name: recovered, kind: numeric}]");

    assertThat(ended.code()).isEqualTo(30);
    assertThat(ended.err())
        .contains(
            "a feature seems to know the label: recovered (it tells the label of every train row)");
    assertThat(cli.manifest("screened", "two")).isEmpty();
  }
}
