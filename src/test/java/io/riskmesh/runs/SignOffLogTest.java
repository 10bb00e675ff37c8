package io.riskmesh.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.runs.SignOffRecord.SignOffDecision;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.FileHashes.HashedFile;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Lease;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignOffLogTest {
  private static final List<String> BOTH = List.of("validator", "model-owner");
  private static final Instant NOW = Instant.parse("2026-01-09T08:00:00.500Z");

  @TempDir Path folder;
  private Store store;
  private long later;

  @BeforeEach
  void twoNights() {
    store = Store.openAt(folder.toString(), Map.of());
    publish("n1", "accepted", "one");
    publish("n2", "accepted", "two");
  }

  private Manifest publish(String run, String verdict, String report) {
    RunPaths paths = new RunPaths("job", run);
    byte[] content = report.getBytes(StandardCharsets.UTF_8);
    store.write(paths.published(RunPaths.REPORT), content);
    HashedFile file = new HashedFile(RunPaths.REPORT, FileHashes.sha256(content), content.length);
    Manifest manifest = Manifests.of(run, verdict, "2026-01-01T00:00:00Z", List.of(file));
    store.write(paths.manifest(), JsonText.bytes(manifest));
    return manifest;
  }

  private SignOffLog log(String run) {
    return new SignOffLog(store, new RunPaths("job", run));
  }

  private SignOffRecord sign(String run, String role, SignOffDecision decision) {
    return log(run).sign(role, decision, "as discussed", "arn:somebody", NOW.plusMillis(later++));
  }

  @Test
  void whoSignedWhatAndWhyIsRecorded() {
    sign("n1", "validator", SignOffDecision.APPROVED);

    byte[] json = store.read("job/sign-offs/n1/20260109T080000.500Z-validator.json").orElseThrow();
    assertThat(JsonText.read(json, SignOffRecord.class))
        .isEqualTo(
            new SignOffRecord(
                "2026-01-09T08:00:00.500Z",
                "job",
                "n1",
                FileHashes.sha256(store.read("job/runs/n1/manifest.json").orElseThrow()),
                FileHashes.sha256("one".getBytes(StandardCharsets.UTF_8)),
                "validator",
                SignOffDecision.APPROVED,
                "as discussed",
                "arn:somebody"));
    assertThat(new String(json, StandardCharsets.UTF_8))
        .contains("\"format\" : 1", "\"decision\" : \"approved\"");
  }

  @Test
  void theLastSignOffOfARoleCounts() {
    assertThat(log("n1").findMissing(BOTH)).containsExactly("validator", "model-owner");
    sign("n1", "validator", SignOffDecision.APPROVED);
    sign("n1", "model-owner", SignOffDecision.REJECTED);
    assertThat(log("n1").findMissing(BOTH))
        .singleElement()
        .asString()
        .startsWith("model-owner: rejected by arn:somebody at 2026");
    sign("n1", "model-owner", SignOffDecision.APPROVED);
    assertThat(log("n1").findMissing(BOTH)).isEmpty();
    sign("n1", "validator", SignOffDecision.REJECTED);
    assertThat(log("n1").findMissing(BOTH)).hasSize(1);
    assertThat(log("n1").readAll()).hasSize(4);
    assertThat(log("n2").findMissing(BOTH)).as("of another run").hasSize(2);
  }

  @Test
  void aSignOffHoldsForTheManifestThatWasSigned() {
    sign("n1", "validator", SignOffDecision.APPROVED);
    publish("n1", "accepted", "another run of this name");
    assertThat(log("n1").findMissing(List.of("validator"))).containsExactly("validator");
  }

  @Test
  void whatCannotBeSignedIsTold() {
    publish("bad", "refused", "three");
    store.write("job/runs/n2/report/report.html", new byte[1]);

    refuses(
        () -> sign("n9", "validator", SignOffDecision.APPROVED),
        Outcome.SOURCE_MISSING,
        "published");
    refuses(
        () -> sign("bad", "validator", SignOffDecision.APPROVED), Outcome.REFUSED, "by its gates");
    refuses(() -> sign("n2", "validator", SignOffDecision.APPROVED), Outcome.FAILED, "report.html");
    assertThat(sign("bad", "validator", SignOffDecision.REJECTED).decision())
        .isEqualTo(SignOffDecision.REJECTED);
    assertThat(store.list("job/sign-offs")).hasSize(1);
  }

  @Test
  void noRunGoesIntoProductionUnsigned() {
    RunPromoter promoter =
        new RunPromoter(new PublishedRuns(store, "job"), BOTH, "arn:somebody", NOW);
    sign("n1", "validator", SignOffDecision.APPROVED);

    refuses(() -> promoter.promote("n1", "now"), Outcome.REFUSED, "signOff.promote): model-owner");
    assertThat(store.list("job/promotions")).isEmpty();
    sign("n1", "model-owner", SignOffDecision.APPROVED);
    promoter.promote("n1", "now");
    assertThat(LatestRun.read(store, "job").orElseThrow().runId()).isEqualTo("n1");
    assertThat(finish("n2"))
        .as("the next night waits")
        .isEqualTo(
            new LatestRun.Offer("n1", LatestRun.StayReason.UNSIGNED, "validator; model-owner"));
    BOTH.forEach(role -> sign("n2", role, SignOffDecision.APPROVED));
    assertThat(finish("n2").current()).isEqualTo("n2");
  }

  private LatestRun.Offer finish(String run) {
    RunPaths paths = new RunPaths("job", run);
    Manifest manifest = Manifest.read(store, paths).orElseThrow();
    try (Lease lease = Lease.acquire(store, paths, Lease.PATIENCE)) {
      return new RunPublisher(store, paths).finish(manifest, lease, BOTH);
    }
  }

  private static void refuses(ThrowingCallable call, Outcome outcome, String words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(RunException.class, e -> assertThat(e.outcome()).isEqualTo(outcome))
        .hasMessageContaining(words);
  }
}
