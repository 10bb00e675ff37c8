package io.riskmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.gate.MetricLimit;
import io.riskmesh.gate.MetricLimit.Bound;
import io.riskmesh.gate.Verdict.Judgement;
import io.riskmesh.it.Cli;
import io.riskmesh.it.Cli.Ended;
import io.riskmesh.runs.LatestRun;
import io.riskmesh.runs.Manifest;
import io.riskmesh.runs.ManifestBuilder;
import io.riskmesh.runs.Manifests;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.FileHashes.HashedFile;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the commands on published runs, which need no Spark. */
class RunsCommandTest {
  @TempDir Path folder;
  private Store store;
  private List<Judgement> gates = List.of();

  @BeforeEach
  void twoNights() {
    store = Store.openAt(folder.toString(), Map.of());
    publish("n1", "2026-01-01T00:00:00Z", 42, 0.80);
    publish("n2", "2026-01-02T00:00:00Z", 42, 0.75);
  }

  private void publish(String run, String asOf, long seed, double auc) {
    Manifest bare = Manifests.publish(store, run, "accepted", asOf);
    Manifest whole =
        ManifestBuilder.of(run, asOf)
            .source(ManifestBuilder.source("db.table", 7L, 3, null))
            .split(ManifestBuilder.split("hash", seed, true, "aa" + seed))
            .auc(auc, 0.7, 0.9)
            .gates(gates)
            .config("0", "training: {seed: " + seed + "}", "")
            .files(bare.files())
            .data(null, List.of())
            .build();
    store.write(new RunPaths("job", run).manifest(), JsonText.bytes(whole));
  }

  private Ended run(String command, String... more) {
    List<String> args = new ArrayList<>(List.of(command.split(" ")));
    args.addAll(List.of(more));
    args.addAll(List.of("--set", "name=job", "--set", "artifacts.uri=" + folder));
    return Cli.execute(args);
  }

  @Test
  void tellsWhenNothingWasHeldAgainstALimit() {
    Judgement gate =
        new Judgement("auc", new MetricLimit(Bound.MIN, 0.5), 0.8, null, null, true, "holds");
    gates = List.of(gate, gate);
    publish("n3", "2026-01-03T00:00:00Z", 42, 0.8);

    assertThat(run("runs list").out())
        .containsPattern("n2 +accepted, no gates +2026")
        .containsPattern("n3 +accepted +2026");
    assertThat(run("runs show n2").out())
        .contains(
            "\"verdict\" : \"accepted\"", "\"heldAgainst\" : \"nothing: the job has no gates\"");
    assertThat(run("runs show n3").out()).contains("\"heldAgainst\" : \"2 limits\"");
    assertThat(run("runs compare n2 n3").out()).containsPattern("verdict +accepted, no gates +acc");
  }

  @Test
  void aDamagedManifestIsALineAndNotTheEnd() {
    store.write("job/runs/n3/manifest.json", new byte[0]);
    store.write("job/runs/n4/manifest.json", store.read("job/runs/n1/manifest.json").orElseThrow());
    Ended ended = run("runs list");
    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .containsPattern("\\* n2 +accepted")
        .containsPattern("  n3 +its manifest is damaged")
        .containsPattern("  n4 +its manifest is damaged: it belongs to run n1");
  }

  @Test
  void latestIsARunAndNoPath() {
    store.write("job/latest.json", JsonText.bytes(new LatestRun("../runs/n1", null)));

    for (String command : List.of("runs list", "runs show latest", "runs promote n1 --reason x")) {
      Ended ended = run(command);
      assertThat(ended.code()).as(command + ended.out()).isEqualTo(1);
      assertThat(ended.err())
          .contains("latest.json names run \"../runs/n1\", which is not a valid run name");
    }
  }

  @Test
  void comparesTwoRuns() {
    Ended ended = run("runs compare n1 latest");
    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .contains("0.8000 (0.7000 - 0.9000)", "-0.0500", "on the same test rows", "1,000")
        .doesNotContain("setting");
  }

  @Test
  void repeatsASnapshotByTheSchemaThatItWasReadBy() throws IOException {
    Path job = folder.resolve("again.yaml");
    assertThat(run("runs show n1 --write-job", job.toString()).code()).isZero();
    assertThat(job).content().contains("snapshot: 7@3");
  }

  @Test
  void saysWhenRunsCannotBeCompared() {
    publish("n3", "2026-01-03T00:00:00Z", 43, 0.9);
    Ended ended = run("runs compare n2 n3");
    assertThat(ended.out())
        .contains("NOT COMPARABLE", "setting  training.seed: 42 -> 43")
        .doesNotContain("+0.15");
  }

  @Test
  void promotesRollsBackAndTellsWhatIsLatest() {
    Ended back = run("runs rollback --reason", "defaults rise");
    assertThat(back.code()).isZero();
    assertThat(back.out()).contains("latest   n1, was n2", "/job/promotions/");
    assertThat(run("runs list").out()).contains("* n1 ");
    assertThat(run("runs promote n2 --reason", "a false alarm").code()).isZero();
    assertThat(LatestRun.read(store, "job")).contains(new LatestRun("n2", null));
    assertThat(store.list("job/promotions")).hasSize(2);
  }

  @Test
  void aPersonSignsARunBeforeItIsPromoted() {
    byte[] report = {1};
    RunPaths paths = new RunPaths("job", "n1");
    store.write(paths.published(RunPaths.REPORT), report);
    Manifest manifest =
        ManifestBuilder.of("n1", "2026-01-01T00:00:00Z")
            .files(List.of(new HashedFile(RunPaths.REPORT, FileHashes.sha256(report), 1)))
            .build();
    store.write(paths.manifest(), JsonText.bytes(manifest));
    String[] demand = {"--set", "signOff.promote=[validator]"};

    Ended early = run("runs promote n1 --reason x", demand);
    assertThat(early.code()).isEqualTo(40);
    assertThat(early.err()).contains("lacks a sign-off", "validator");
    assertThat(run("runs sign n1 --as owner --decision approved --note x", demand).err())
        .contains("no such role, only validator");
    assertThat(run("runs sign n1 --as Me --decision approved --note x").err())
        .contains("\"Me\" is not a role");
    assertThat(run("runs sign n1 --as validator --decision maybe --note x").code()).isEqualTo(2);
    assertThat(run("runs sign n1 --as validator --decision approved").code()).isEqualTo(2);

    Ended signed = run("runs sign n1 --as validator --decision approved --note x", demand);
    assertThat(signed.code()).as(signed.err()).isZero();
    assertThat(signed.out())
        .contains("signed   run n1, validator: approved by ", "report   sha256 ", "/sign-offs/n1/");
    assertThat(run("runs promote n1 --reason x", demand).code()).isZero();
  }

  @Test
  void aMoveWithoutAReasonIsAMistake() {
    assertThat(run("runs rollback").code()).isEqualTo(2);
    assertThat(run("runs promote n7 --reason x").code()).isEqualTo(20);
    assertThat(LatestRun.read(store, "job")).contains(new LatestRun("n2", null));
  }

  @Test
  void cleansAfterHavingShownWhatGoes() throws IOException {
    Manifests.publish(store, "n0", "accepted", "2025-12-31T00:00:00Z");
    age();
    assertThat(run("clean --older-than 90d --dry-run").out())
        .contains("would go n0", "kept     n1", "latest.json points to it", "would go: 1, ");
    assertThat(store.list("job/runs/n0")).isNotEmpty();
    assertThat(run("clean --older-than 90d").code()).isZero();
    assertThat(store.list("job/runs/n0")).isEmpty();
    assertThat(store.list("job/runs")).hasSize(4);
  }

  @Test
  void anAgeThatIsNoneOrTooShortIsAMistake() {
    assertThat(run("clean --older-than 5h").err()).contains("\"5h\" is less than 1d");
    assertThat(run("clean --older-than soon").err())
        .contains("\"soon\" is not a duration above zero");
    assertThat(run("clean").code()).isEqualTo(2);
  }

  private void age() throws IOException {
    FileTime then = FileTime.from(Instant.now().minus(Duration.ofDays(100)));
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, then);
      }
    }
  }
}
