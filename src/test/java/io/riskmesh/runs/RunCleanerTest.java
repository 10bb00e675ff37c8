package io.riskmesh.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.runs.RunCleaner.Removal;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Lease;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCleanerTest {
  private static final Instant NOW = Instant.now();

  @TempDir Path folder;
  private Store store;
  private PublishedRuns runs;

  @BeforeEach
  void fiveNightsAndMore() throws IOException {
    store = Store.openAt(folder.toString(), Map.of());
    runs = new PublishedRuns(store, "job");
    for (int night = 1; night <= 4; night++) {
      Manifests.publish(store, "n" + night, "accepted", "2026-01-0" + night + "T00:00:00Z");
      write("job/data/n" + night + "/train/part-0");
      write("job/outcomes/n" + night + ".json");
    }
    write("job/registrations/n4.json");
    Manifests.publish(store, "refused", "refused", "2026-01-02T00:00:00Z");
    write("job/work/dead/lease/1");
    write("job/outcomes/failed.json");
    write("job/drift/n3-drift/drift.json");
    write("job/profile/20260101T000000Z/profile.html");
    write("job/promotions/20260101T000000Z-n1.json");
    write("job/scores/n1/abc/part-0");
    write("other/runs/n1/manifest.json");
    age(folder, 100);
  }

  private void write(String path) {
    store.write(path, "x".getBytes(StandardCharsets.UTF_8));
  }

  private static void age(Path where, int days) throws IOException {
    FileTime then = FileTime.from(NOW.minus(Duration.ofDays(days)));
    try (Stream<Path> files = Files.walk(where)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, then);
      }
    }
  }

  private RunCleaner.CleaningPlan plan(String... registered) {
    return cleaner(registered).plan(NOW.minus(Duration.ofDays(90)));
  }

  private RunCleaner cleaner(String... registered) {
    return new RunCleaner(
        runs,
        manifests -> Stream.of(registered).collect(Collectors.toMap(r -> r, r -> "arn/" + r)),
        false);
  }

  /** A job with gates.champion needs its anchor, however old it is. */
  @Test
  void theRunsThatNewOnesAreComparedWithStay() {
    PromotionRecord move = new PromotionRecord("2026-01-02T09:00:00Z", "n3", "n2", "arn", "better");
    store.write("job/promotions/20260102T090000.000Z-n2.json", JsonText.bytes(move));
    Map<String, String> kept =
        new RunCleaner(runs, manifests -> Map.of(), true)
            .plan(NOW.minus(Duration.ofDays(90)))
            .kept();
    assertThat(kept).containsKeys("n1", "n2", "n3", "n4");
    assertThat(kept.get("n1")).contains("gates.champion", "first");
    assertThat(kept.get("n2")).contains("gates.champion", "promoted last");
  }

  private static List<String> names(RunCleaner.CleaningPlan plan) {
    return plan.removals().stream().map(Removal::name).toList();
  }

  @Test
  void oldRunsGoThatNobodyPointsAt() {
    RunCleaner.CleaningPlan plan = plan("n1");
    assertThat(names(plan))
        .containsExactly(
            "dead", "failed", "n2", "refused", "drift/n3-drift", "profile/20260101T000000Z");
    assertThat(plan.kept())
        .containsExactly(
            Map.entry("n1", "registered as arn/n1"),
            Map.entry("n3", "a rollback would restore it"),
            Map.entry("n4", "latest.json points to it"));
  }

  @Test
  void whatIsRemovedIsGoneAndTheRestIsUntouched() {
    List<Store.Entry> before = store.list("");
    cleaner("n1").remove(plan("n1"));
    assertThat(store.list("").stream().map(Store.Entry::path))
        .containsExactlyElementsOf(
            before.stream()
                .map(Store.Entry::path)
                .filter(path -> !path.matches("job/(runs|data|outcomes)/(n2|refused|failed)\\b.*"))
                .filter(path -> !path.matches("job/(work|drift|profile)/.*"))
                .toList());
    assertThat(plan("n1").removals()).isEmpty();
  }

  @Test
  void aRunWithADamagedManifestStaysUntilSomebodyHasLooked() throws IOException {
    store.write("job/runs/n2/manifest.json", new byte[0]);
    age(folder, 100);
    RunCleaner.CleaningPlan plan = plan("n1");
    assertThat(names(plan)).contains("dead", "refused").doesNotContain("n2");
    assertThat(plan.kept().get("n2")).contains("damaged", "remove it by hand");
  }

  @Test
  void aPlanAloneRemovesNothing() {
    List<Store.Entry> before = store.list("");
    assertThat(plan().bytes()).isPositive();
    assertThat(store.list("")).isEqualTo(before);
  }

  /** The age of a run is that of its newest file, for instance of a run that continues. */
  @Test
  void oneYoungFileKeepsARun() throws IOException {
    age(folder.resolve("job/work/dead"), 89);
    age(folder.resolve("job/data/n2"), 1);
    age(folder.resolve("job/drift"), 2);
    assertThat(names(plan()))
        .containsExactly("failed", "n1", "refused", "profile/20260101T000000Z");
  }

  @Test
  void aRunThatIsPromotedMeanwhileStays() {
    RunCleaner.CleaningPlan plan = plan();
    new RunPromoter(runs, List.of(), "me", NOW).promote("n1", "while somebody cleans");
    cleaner().remove(plan);
    assertThat(runs.readManifest("n1").runId()).isEqualTo("n1");
    assertThat(store.list("job/runs/n2")).isEmpty();
  }

  @Test
  void aRunThatSomebodyIsAtWorkOnStays() {
    RunCleaner.CleaningPlan plan = plan();
    List<Store.Entry> before = store.list("job/runs/n2");
    try (Lease other = Lease.acquire(store, new RunPaths("job", "n2"), Lease.PATIENCE)) {
      assertThatThrownBy(() -> cleaner().remove(plan))
          .isInstanceOfSatisfying(
              RunException.class,
              e -> assertThat(e.outcome()).isEqualTo(Outcome.SOURCE_UNAVAILABLE))
          .hasMessageContaining("n2");
      other.require();
    }
    assertThat(store.list("job/runs/n2")).isEqualTo(before);
  }

  @Test
  void aRunThatWentOnMeanwhileStays() {
    RunCleaner.CleaningPlan plan = plan();
    write("job/work/dead/stages/source.json");
    write("job/data/n2/train/part-0");
    cleaner().remove(plan);
    assertThat(store.list("job/work"))
        .extracting(Store.Entry::path)
        .containsExactly("job/work/dead/stages/source.json");
    assertThat(store.list("job/runs/n2")).isNotEmpty();
    assertThat(store.list("job/runs/refused")).isEmpty();
  }

  /** There may be dozens of old leases, and watching each would take a minute. */
  @Test
  void leasesOfLongAgoAreNotWatched() throws IOException {
    store.write(
        "job/work/dead/lease/1.json",
        "{\"attempt\": \"x\", \"host\": \"gone\", \"pid\": 1}".getBytes(StandardCharsets.UTF_8));
    write("job/work/dead/lease/1.beat");
    age(folder.resolve("job/work/dead"), 100);
    long begun = System.nanoTime();
    cleaner().remove(plan());
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Lease.PATIENCE.dividedBy(2));
    assertThat(store.list("job/work")).isEmpty();
  }
}
