package io.riskmesh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs whose drivers are killed at any point end as if nothing had happened. */
class CrashIT extends KilledDrivers {
  @Test
  void aRunThatWasKilledThreeTimesEndsAccepted() throws Exception {
    killedAt("r", "/split.json", "runs/r/model/model.tar.gz", "runs/r/manifest.json");
    assertThat(drive("r", NEVER)).isZero();
    requireWhole("r");
  }

  @Test
  @Tag("full")
  void aRunThatWasKilledOverAndOverEqualsOneThatWasNot() throws Exception {
    killedAt(
        "r",
        "/read.json",
        "/split.json",
        "work/r/[^/]+/features.json",
        "/parts/train-000008.json",
        "/train.json",
        "work/r/claim.json",
        "runs/r/model/model.tar.gz",
        "runs/r/manifest.json",
        "latest.json");
    assertThat(drive("r", NEVER)).isZero();
    requireWhole("r");

    assertThat(drive("undisturbed", NEVER)).isZero();
    assertThat(bytes("r", "features/features.json"))
        .isEqualTo(bytes("undisturbed", "features/features.json"));
    assertThat(trees("r")).isEqualTo(trees("undisturbed"));
    assertThat(bytes("r", "evaluation/metrics.json"))
        .isEqualTo(bytes("undisturbed", "evaluation/metrics.json"));
  }

  @Test
  void ofTwoAttemptsAtOnceOnePublishesAndTheOtherAgreesOrStops() throws Exception {
    Process first = start("r", NEVER);
    Process second = start("r", NEVER);
    List<Integer> codes = List.of(end(first), end(second));
    assertThat(codes).contains(0).isSubsetOf(0, 21);
    requireWhole("r");
  }

  @Test
  @Tag("full")
  void aRunOfAnotherBuildBeginsAgain() throws Exception {
    killedAt("r", "/split.json");
    edit("/run.json", json -> json.replaceFirst("(\"commit\"\\s*:\\s*)\"[^\"]*\"", "$1\"older\""));
    assertThat(drive("r", NEVER)).isZero();
    assertThat(logs()).contains("source now", "split now").doesNotContain("earlier");
    requireWhole("r");
  }
}
