package io.riskmesh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.store.JobPaths;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.StageJournal;
import io.riskmesh.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a killed driver has finished is kept: folds, trials, rows; but only if it is still whole.
 */
class KeptWorkIT extends KilledDrivers {
  @Test
  @Tag("full")
  void aRunThatWasKilledBetweenFoldsGoesOnWithTheNext() throws Exception {
    set("evaluation.folds=3");
    killedAt("r", "/parts/folds-000001.json", "/folds.json");
    Map<String, String> attempts = attempts("parts/folds-");
    assertThat(attempts).hasSize(3);
    assertThat(attempts.get("folds-000000.json")).isEqualTo(attempts.get("folds-000001.json"));
    assertThat(attempts.get("folds-000002.json"))
        .as("the second attempt trains the last fold alone")
        .isNotEqualTo(attempts.get("folds-000001.json"));
    killedAt("r", "/evaluate.json");
    assertThat(attempts("parts/folds-")).isEqualTo(attempts);
    assertThat(drive("r", NEVER)).isZero();
    requireWhole("r");

    assertThat(drive("undisturbed", NEVER)).isZero();
    assertThat(trees("r")).isEqualTo(trees("undisturbed"));
    assertThat(bytes("r", "evaluation/metrics.json"))
        .isEqualTo(bytes("undisturbed", "evaluation/metrics.json"));
  }

  /** The attempt that each marker of run r names. */
  private Map<String, String> attempts(String markers) {
    return store.list(JOB + "/work/r").stream()
        .filter(file -> file.path().contains(markers))
        .collect(
            Collectors.toMap(
                file -> file.path().substring(file.path().lastIndexOf('/') + 1),
                file ->
                    JsonText.read(
                            store.read(file.path()).orElseThrow(), StageJournal.JournalEntry.class)
                        .attempt()));
  }

  @Test
  void aSearchThatWasKilledEqualsOneThatWasNot() throws Exception {
    for (String point :
        List.of(
            "/split\\.json",
            "/parts/tune-000000\\.json",
            "/parts/tune-000007\\.json",
            "/tune\\.json",
            "tune/s/job\\.yaml")) {
      assertThat(end(start(CrashingSearch.class, "s", point)))
          .as(point)
          .isEqualTo(CrashingStore.KILLED);
    }
    assertThat(end(start(CrashingSearch.class, "s", NEVER))).isZero();
    assertThat(end(start(CrashingSearch.class, "u", NEVER))).isZero();

    assertThat(found("s", "trials.json")).isEqualTo(found("u", "trials.json"));
    assertThat(found("s", "job.yaml")).isEqualTo(found("u", "job.yaml"));
    assertThat(store.list(new RunPaths(JOB, "s").workFolder())).isEmpty();
  }

  /** A file of a search without its name and time. */
  private String found(String id, String name) {
    byte[] bytes = store.read(new JobPaths(JOB).tune(id, name)).orElseThrow();
    return new String(bytes, StandardCharsets.UTF_8)
        .replaceFirst("\"runId\" : \"" + id + "\"", "")
        .replaceFirst("\"asOf\" : \"[^\"]*\"", "");
  }

  @Test
  @Tag("full")
  void whatIsNoLongerWholeIsNotGoneOnWith() throws Exception {
    killedAt("r", "/quality.json");
    Store.Entry part =
        store.list(JOB + "/work/r").stream()
            .filter(file -> file.path().matches(".*/rows/part-.*"))
            .findFirst()
            .orElseThrow();
    store.delete(part.path());
    assertThat(drive("r", NEVER)).as("rows are missing").isEqualTo(21);
    assertThat(logs()).contains("no longer complete", "it starts over");
    assertThat(store.list(JOB + "/work/r")).as("nothing to go on with").isEmpty();

    killedAt("r", "/split.json");
    edit("/split.json", json -> json.replaceFirst("\"membership\"\\s*:\\s*\"..", "$0ff"));
    assertThat(drive("r", NEVER)).as("the split is another").isEqualTo(21);
    assertThat(logs()).contains("a repeated split assigns its rows to other parts");
    assertThat(drive("r", NEVER)).isZero();
    requireWhole("r");
  }
}
