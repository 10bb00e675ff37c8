package io.riskmesh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.runs.LatestRun;
import io.riskmesh.runs.Manifest;
import io.riskmesh.runs.PublishedRuns;
import io.riskmesh.runs.RunCleaner;
import io.riskmesh.session.RunStage;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.FileHashes.HashedFile;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two live attempts at one run: the first is suspended right before a write and taken for dead, a
 * second one takes over and publishes, and then the first continues as if nothing had happened.
 */
class TwoAttemptsIT {
  private static final RunPaths PATHS = new RunPaths("credit-risk", "r");

  @TempDir static Path folder;

  @BeforeAll
  static void session() {
    SparkTest.session();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stages/[^/]+/read.json", "runs/r/model/model.tar.gz"})
  void whoWakesUpAfterTheEndChangesNothing(String point) throws Exception {
    wakesUpAfterTheEnd(point);
  }

  @ParameterizedTest
  @Tag("full")
  @ValueSource(
      strings = {
        "work/r/run.json",
        "stages/[^/]+/source.json",
        "stages/[^/]+/quality.json",
        "stages/[^/]+/split.json",
        "work/r/[^/]+/features.json",
        "stages/[^/]+/features.json",
        "booster.ubj",
        "stages/[^/]+/train.json",
        "stages/[^/]+/evaluate.json",
        "stages/[^/]+/gate.json",
        "stages/[^/]+/baseline.json",
        "out/report/report.html",
        "stages/[^/]+/report.json",
        "work/r/claim.json",
        "runs/r/report/report.html",
        "runs/r/manifest.json",
        "latest.json"
      })
  void whereverTheFirstOneStandsStill(String point) throws Exception {
    wakesUpAfterTheEnd(point);
  }

  private static void wakesUpAfterTheEnd(String point) throws Exception {
    Store store =
        Store.openAt(folder.resolve(Integer.toHexString(point.hashCode())).toString(), Map.of());
    PausingStore paused = new PausingStore(store, Pattern.compile(point));
    CompletableFuture<Optional<RunException>> first =
        CompletableFuture.supplyAsync(() -> failure(paused));
    Map<String, String> published;
    try {
      assertThat(paused.isReached()).as(point).isTrue();
      followed(store);
      assertThat(failure(store)).as("the second").isEmpty();
      published = published(store);
    } finally {
      paused.goOn();
    }
    first
        .get(5, TimeUnit.MINUTES)
        .ifPresent(e -> assertThat(e.outcome()).as("%s", e).isEqualTo(Outcome.SOURCE_UNAVAILABLE));

    assertThat(published(store)).isEqualTo(published);
    requireWhole(store);
  }

  /** The run is published but not yet in production: latest.json would point to a removed run. */
  @Test
  void nobodyRemovesTheRunThatLatestIsAboutToPointAt() throws Exception {
    Store store = Store.openAt(folder.resolve("clean").toString(), Map.of());
    PausingStore paused = new PausingStore(store, Pattern.compile("latest.json"));
    CompletableFuture<Optional<RunException>> run =
        CompletableFuture.supplyAsync(() -> failure(paused));
    try {
      assertThat(paused.isReached()).isTrue();
      RunCleaner cleaner =
          new RunCleaner(new PublishedRuns(store, PATHS.job()), published -> Map.of(), false);
      RunCleaner.CleaningPlan plan = cleaner.plan(Instant.now().plus(Duration.ofDays(1)));
      assertThat(plan.removals()).extracting(RunCleaner.Removal::name).contains(PATHS.runId());
      awaitBeat(store, plan);
      assertThatThrownBy(() -> cleaner.remove(plan))
          .isInstanceOfSatisfying(
              RunException.class,
              e -> assertThat(e.outcome()).isEqualTo(Outcome.SOURCE_UNAVAILABLE));
    } finally {
      paused.goOn();
    }
    assertThat(run.get(5, TimeUnit.MINUTES)).isEmpty();
    requireWhole(store);
    assertThat(store.list(PATHS.workFolder())).isEmpty();
  }

  /** A plan covers only what has been silent for at least a day: here a holder beats again. */
  private static void awaitBeat(Store store, RunCleaner.CleaningPlan plan)
      throws InterruptedException {
    Instant newest =
        plan.removals().stream()
            .map(RunCleaner.Removal::newest)
            .max(Instant::compareTo)
            .orElseThrow();
    for (int i = 0; i < 200; i++) {
      if (store.list(PATHS.work("lease")).stream()
          .anyMatch(entry -> entry.modified().isAfter(newest))) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** Writes the lease files of an attempt in between. */
  private static void followed(Store store) {
    store.write(PATHS.work("lease/2.json"), bytes("{\"attempt\": \"between\"}"));
    store.write(PATHS.work("lease/2.released"), bytes("between"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Optional<RunException> failure(Store store) {
    EffectiveConfig settings =
        EffectiveConfig.load(
            Optional.empty(),
            Optional.of("conf/env/local.yaml"),
            List.of("catalog.warehouse=" + folder.resolve("warehouse"), "training.rounds=20"));
    try {
      Instant now = Instant.parse("2026-01-02T03:04:05Z");
      new Pipeline(settings, store, PATHS, now, new Silent()).run(RunStage.PUBLISH);
      return Optional.empty();
    } catch (RunException e) {
      return Optional.of(e);
    }
  }

  /** Returns all files that readers use. */
  private static Map<String, String> published(Store store) {
    Map<String, String> all = new TreeMap<>();
    for (String root : List.of(PATHS.runFolder(), PATHS.dataFolder())) {
      for (HashedFile file : FileHashes.hashFiles(store, root)) {
        all.put(root + "/" + file.path(), file.sha256());
      }
    }
    all.put("latest", LatestRun.read(store, PATHS.job()).orElseThrow().runId());
    return all;
  }

  private static void requireWhole(Store store) {
    Manifest manifest = Manifest.read(store, PATHS).orElseThrow();
    Map<String, String> there = published(store);
    for (HashedFile file : manifest.files()) {
      assertThat(there).containsEntry(PATHS.published(file.path()), file.sha256());
    }
    for (HashedFile file : manifest.data().files()) {
      int slash = file.path().indexOf('/');
      String part = manifest.data().folders().get(file.path().substring(0, slash));
      assertThat(there)
          .containsEntry(
              "%s/%s%s".formatted(PATHS.job(), part, file.path().substring(slash)), file.sha256());
    }
    assertThat(there).hasSize(manifest.files().size() + manifest.data().files().size() + 2);
  }
}
