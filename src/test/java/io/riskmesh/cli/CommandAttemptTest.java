package io.riskmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.runs.Manifests;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.OutcomeFile;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class CommandAttemptTest {
  private static final RunPaths PATHS = new RunPaths("job", "r1");

  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void open() {
    store = Store.openAt(folder.toString(), Map.of());
  }

  @Test
  void oneThatWakesUpTooLateLeavesTheOutcomeToWhoeverHasPublished() {
    Manifests.publish(store, "r1", "accepted", "2026-11-20T00:00:00Z");
    attempt().run(() -> OutcomeFile.of(Outcome.DONE, "done", "r1"));

    int code =
        attempt()
            .run(
                () -> {
                  throw RunException.overtaken("another attempt has taken over", null);
                })
            .code();
    assertThat(code).isEqualTo(21);
    assertThat(outcome()).isZero();
  }

  @Test
  void anyOtherFailureIsTold() {
    Manifests.publish(store, "r1", "accepted", "2026-11-20T00:00:00Z");
    attempt().run(() -> OutcomeFile.of(Outcome.DONE, "done", "r1"));
    attempt()
        .run(
            () -> {
              throw new RunException(Outcome.SOURCE_UNAVAILABLE, "the registry does not answer");
            });
    assertThat(outcome()).isEqualTo(21);
  }

  @Test
  void beforeThereIsAManifestEveryAttemptSaysHowItEnded() {
    attempt()
        .run(
            () -> {
              throw RunException.overtaken("another attempt has taken over", null);
            });
    assertThat(outcome()).isEqualTo(21);
  }

  /** Every log line of a command contains the run id that it works on. */
  @Test
  void theLogKnowsTheRun() {
    CommandAttempt.named(PATHS);
    assertThat(System.getProperty("riskmesh.run.id")).isEqualTo("r1");
  }

  private CommandAttempt attempt() {
    CommandSpec spec = CommandSpec.create();
    new CommandLine(spec).setErr(new PrintWriter(new StringWriter()));
    return new CommandAttempt(spec, store, PATHS);
  }

  private int outcome() {
    return JsonText.read(store.read(PATHS.outcome()).orElseThrow(), JsonNode.class)
        .path("code")
        .asInt(-1);
  }
}
