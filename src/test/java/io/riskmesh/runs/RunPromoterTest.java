package io.riskmesh.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.store.ForwardingStore;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Lease;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPromoterTest {
  private static final Instant NOW = Instant.parse("2026-01-09T08:00:00.5Z");

  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void threeNights() {
    store = Store.openAt(folder.toString(), Map.of());
    Manifests.publish(store, "n1", "accepted", "2026-01-01T00:00:00Z");
    Manifests.publish(store, "n2", "accepted", "2026-01-02T00:00:00Z");
    Manifests.publish(store, "n3", "accepted", "2026-01-03T00:00:00.25Z");
  }

  private final List<String> words = new ArrayList<>();

  private RunPromoter promoter(Store there) {
    return new RunPromoter(new PublishedRuns(there, "job"), List.of(), "arn:somebody", NOW);
  }

  @Test
  void rollsBackToTheAcceptedRunBefore() {
    Manifests.publish(store, "n2r", "refused", "2026-01-02T12:00:00Z");
    promoter(store).rollback("defaults rise", words::add);
    assertThat(latest()).isEqualTo("n2");
    promoter(store).rollback("still", words::add);
    assertThat(latest()).isEqualTo("n1");
    refuses(
        () -> promoter(store).rollback("more", words::add),
        Outcome.SOURCE_MISSING,
        "nothing to roll back");
  }

  @Test
  void aDamagedRunIsPassedOverWithAWord() {
    store.write("job/runs/n2/manifest.json", new byte[0]);
    promoter(store).rollback("defaults rise", words::add);
    assertThat(latest()).isEqualTo("n1");
    assertThat(words).singleElement().asString().contains("run n2", "damaged");
  }

  @Test
  void whoCannotTellWhatWasBeforeSaysSo() {
    store.write("job/runs/n3/manifest.json", "{\"runId\":".getBytes(StandardCharsets.UTF_8));
    refuses(
        () -> promoter(store).rollback("defaults rise", words::add),
        Outcome.FAILED,
        "promote one by name");
    assertThat(latest()).isEqualTo("n3");
  }

  @Test
  void logsWhoWhenAndWhy() {
    promoter(store).rollback("defaults rise", words::add);
    byte[] log = store.read("job/promotions/20260109T080000.500Z-n2.json").orElseThrow();
    assertThat(JsonText.read(log, PromotionRecord.class))
        .isEqualTo(
            new PromotionRecord(
                "2026-01-09T08:00:00.500Z", "n3", "n2", "arn:somebody", "defaults rise"));
  }

  /** A retried nightly run or a backfill must not undo a manual decision. */
  @Test
  void runsThatWerePassedOverDoNotComeBackByThemselves() {
    promoter(store).promote("n1", "as the committee decided");
    Manifests.publish(store, "n3", "accepted", "2026-01-03T00:00:00.25Z");
    Manifests.publish(store, "n2b", "accepted", "2026-01-02T06:00:00Z");
    assertThat(latest()).isEqualTo("n1");
    Manifests.publish(store, "n4", "accepted", "2026-01-04T00:00:00Z");
    assertThat(latest()).isEqualTo("n4");
    assertThat(LatestRun.read(store, "job")).contains(new LatestRun("n4", null));
  }

  @Test
  void twoMovesBackStillRememberTheNewestRun() {
    promoter(store).rollback("one", words::add);
    promoter(store).rollback("two", words::add);
    assertThat(LatestRun.read(store, "job"))
        .contains(new LatestRun("n1", "2026-01-03T00:00:00.25Z"));
    promoter(store).promote("n2", "half way");
    assertThat(LatestRun.read(store, "job"))
        .contains(new LatestRun("n2", "2026-01-03T00:00:00.25Z"));
    promoter(store).promote("n3", "all the way");
    assertThat(LatestRun.read(store, "job")).contains(new LatestRun("n3", null));
  }

  @Test
  void aRefusedRunIsNotPromoted() {
    Manifests.publish(store, "bad", "refused", "2026-01-05T00:00:00Z");
    refuses(() -> promoter(store).promote("bad", "please"), Outcome.REFUSED, "bad");
    refuses(() -> promoter(store).promote("none", "please"), Outcome.SOURCE_MISSING, "none");
    assertThat(latest()).isEqualTo("n3");
    assertThat(store.list("job/promotions")).isEmpty();
  }

  @Test
  void aRunWhoseFilesWereChangedIsNotPromoted() {
    store.write("job/runs/n1/model/m", "other".getBytes(StandardCharsets.UTF_8));
    refuses(() -> promoter(store).promote("n1", "r"), Outcome.FAILED, "runs/n1/model/m");
    store.delete("job/runs/n1/model/m");
    refuses(() -> promoter(store).promote("n1", "r"), Outcome.FAILED, "runs/n1/model/m");
    assertThat(latest()).isEqualTo("n3");
  }

  @Test
  void twoPeopleAtOnceAreTold() {
    Store slow =
        new ForwardingStore(store) {
          @Override
          public void write(String path, byte[] content) {
            super.write(path, content);
            if (path.contains("/promotions/")) {
              promoter(store).promote("n1", "the other was faster");
            }
          }
        };
    refuses(() -> promoter(slow).promote("n2", "r"), Outcome.SOURCE_UNAVAILABLE, "another process");
    assertThat(latest()).isEqualTo("n1");
  }

  @Test
  void aRunThatSomebodyIsAtWorkOnIsNotMoved() {
    try (Lease other = Lease.acquire(store, new RunPaths("job", "n2"), Lease.PATIENCE)) {
      refuses(() -> promoter(store).promote("n2", "r"), Outcome.SOURCE_UNAVAILABLE, "n2");
      refuses(() -> promoter(store).rollback("r", words::add), Outcome.SOURCE_UNAVAILABLE, "n2");
      other.require();
      promoter(store).promote("n1", "another run");
    }
    assertThat(latest()).isEqualTo("n1");
    assertThat(store.list("job/promotions")).hasSize(1);
  }

  @Test
  void aRunThatIsRemovedJustBeforeIsNotPromoted() {
    Store slow =
        new ForwardingStore(store) {
          @Override
          public boolean create(String path, byte[] content) {
            if (path.contains("/lease/")) {
              super.delete("job/runs/n1");
            }
            return super.create(path, content);
          }
        };
    refuses(() -> promoter(slow).promote("n1", "r"), Outcome.SOURCE_MISSING, "n1");
    assertThat(latest()).isEqualTo("n3");
  }

  @Test
  void aMoveLeavesNothingInTheWorkFolder() {
    promoter(store).promote("n1", "r");
    refuses(() -> promoter(store).promote("n0", "r"), Outcome.SOURCE_MISSING, "n0");
    assertThat(folder.resolve("job/work/n0")).doesNotExist();
    assertThat(folder.resolve("job/work/n1")).doesNotExist();
  }

  private static void refuses(ThrowingCallable call, Outcome outcome, String words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(RunException.class, e -> assertThat(e.outcome()).isEqualTo(outcome))
        .hasMessageContaining(words);
  }

  private String latest() {
    Optional<LatestRun> latest = LatestRun.read(store, "job");
    return latest.orElseThrow().runId();
  }
}
