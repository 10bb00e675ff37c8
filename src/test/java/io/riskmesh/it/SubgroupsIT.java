package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskmesh.SparkTest;
import io.riskmesh.runs.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Groups and segments of which no column is an input: an input stands in for the group {@code
 * origin}, and borrowers of the region {@code south} default much more often than the model can
 * know.
 */
@ExtendWith(SparkTest.class)
class SubgroupsIT {
  private static final String JOB =
      """
      name: groups
      source: {path: rows.csv, key: [id]}
      label: {column: bad, positive: 1}
      features:
        - {name: debt, kind: numeric}
        - {name: street, kind: numeric}
      split: {strategy: hash, ratios: 50/25/25}
      training: {rounds: 60, params: {max_depth: 3, eta: 0.2}}
      evaluation:
        cost: {falsePositive: 1, falseNegative: 3}
        groups: [{column: origin, reference: home}]
        segments: [{column: region}, {column: debt, tenths: true}]
      gates:
        groups: {adverseImpactRatio: {min: 0.8}}
        segments: {calibrationInTheLarge: {max: 0.1}, auc: {min: 0.5}}
      """;

  @TempDir Path folder;

  private Path job() throws IOException {
    Random random = new Random(3);
    List<String> lines = new ArrayList<>(List.of("id,debt,street,origin,region,bad"));
    for (int i = 0; i < 6_000; i++) {
      boolean isAway = random.nextInt(3) == 0;
      double street = (isAway ? 6 : 3) + random.nextGaussian();
      double debt = random.nextGaussian();
      boolean isSouth = random.nextInt(6) == 0;
      double odds = -1.4 + debt + (isAway ? 1.2 : 0) + (isSouth ? 1.8 : 0);
      int bad = random.nextDouble() < 1 / (1 + Math.exp(-odds)) ? 1 : 0;
      lines.add(
          "%d,%s,%s,%s,%s,%d"
              .formatted(
                  i, debt, street, isAway ? "nomad" : "home", isSouth ? "south" : "north", bad));
    }
    Files.write(folder.resolve("rows.csv"), lines);
    return Files.writeString(folder.resolve("job.yaml"), JOB);
  }

  @Test
  void aPlantedProxyAndAMiscalibratedSegmentAreTold() throws IOException {
    Cli cli = new Cli(folder);

    Cli.Ended ended = cli.run("run", "--job", job().toString(), "--run-id", "one");

    assertThat(ended.code()).as(ended.err()).isEqualTo(40);
    String published = "groups/runs/one/";
    String report = text(cli, published + "report/report.html");
    assertThat(report)
        .contains(
            "The inputs predict origin nomad",
            "most through street",
            "Approved less often: origin nomad at",
            "Probabilities are too low for region south:",
            "Segments by <code>debt</code>");
    Manifest manifest = cli.manifest("groups", "one").orElseThrow();
    assertThat(manifest.gates())
        .extracting(gate -> gate.metric() + " " + gate.passed())
        .containsExactly(
            "groups.adverseImpactRatio false",
            "segments.auc true",
            "segments.calibrationInTheLarge false");
    assertThat(manifest.gates().get(0).message())
        .startsWith("groups.adverseImpactRatio is 0.")
        .contains(" for origin = nomad, the worst of 1, with an interval from ")
        .endsWith("that holds for all at once, entirely below the limit 0.80.");
    assertThat(manifest.gates().get(2).message()).contains(" for region = south, the worst of 12");
    JsonNode curves = new ObjectMapper().readTree(text(cli, published + "evaluation/curves.json"));
    assertThat(curves.get("segments").get(1).get("groups")).hasSize(10);
    JsonNode analysis =
        new ObjectMapper().readTree(text(cli, published + "registry/bias/analysis.json"));
    assertThat(analysis.get("post_training_bias_metrics").get("facets").get("origin").get(0))
        .isNotNull();
    assertThat(report).doesNotContain("NaN");
  }

  /** The same rows in a masked column: nothing that is published shows a value. */
  @Test
  void aMaskedGroupIsShownByNumber() throws IOException {
    Cli cli = new Cli(folder);

    Cli.Ended ended =
        cli.run(
            "run",
            "--job",
            job().toString(),
            "--run-id",
            "two",
            "--set",
            "privacy.mask=[origin]",
            "--set",
            "gates={}");

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(text(cli, "groups/runs/two/report/report.html"))
        .contains("The inputs predict origin group 2", "Compared with group 1.");
    for (String file :
        List.of(
            "report/report.html",
            "manifest.json",
            "evaluation/curves.json",
            "evaluation/explanation.json",
            "registry/bias/analysis.json")) {
      assertThat(text(cli, "groups/runs/two/" + file)).as(file).doesNotContain("nomad", "home");
    }
  }

  /** On test, more of {@code income} goes with more defaults; train and validation said less. */
  @Test
  void aPlantedSignErrorIsTold() throws IOException {
    Random random = new Random(5);
    List<String> lines = new ArrayList<>(List.of("id,debt,income,part,bad"));
    for (int i = 0; i < 4_000; i++) {
      String part = i % 4 == 0 ? "test" : i % 4 == 1 ? "validation" : "train";
      double debt = random.nextGaussian();
      double income = random.nextGaussian();
      double odds = -1 + debt + (part.equals("test") ? income : -income);
      int bad = random.nextDouble() < 1 / (1 + Math.exp(-odds)) ? 1 : 0;
      lines.add("%d,%s,%s,%s,%d".formatted(i, debt, income, part, bad));
    }
    Files.write(folder.resolve("rows.csv"), lines);
    Path job =
        Files.writeString(
            folder.resolve("sign.yaml"),
            """
            name: sign
            source: {path: rows.csv, key: [id]}
            label: {column: bad, positive: 1}
            features:
              - {name: debt, kind: numeric}
              - {name: income, kind: numeric}
            split: {strategy: column, column: part, train: [train], validation: [validation], test: [test]}
            training: {rounds: 40, params: {max_depth: 3, eta: 0.2}}
            """);
    Cli cli = new Cli(folder);

    Cli.Ended ended = cli.run("run", "--job", job.toString(), "--run-id", "three");

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(text(cli, "sign/runs/three/report/report.html"))
        .contains(
            "Contradicted by the test set: borrowers whom these features make riskier default less often: income.");
  }

  private static String text(Cli cli, String path) throws IOException {
    return Files.readString(cli.artifacts().resolve(path), StandardCharsets.UTF_8);
  }
}
