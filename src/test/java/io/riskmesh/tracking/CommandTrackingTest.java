package io.riskmesh.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.Loading;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import io.riskmesh.tracking.TrackedCommand.CommandKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Systems that do not answer, and commands that fail. */
class CommandTrackingTest {
  private static final Instant BEGAN = Instant.parse("2026-11-30T02:00:00Z");
  private static final RunPaths PATHS = new RunPaths("small", "r1");
  private static final String SECRET = "planted-token-of-the-tracker";
  private static final Map<String, String> SECRETS =
      Map.of("MLFLOW_TRACKING_TOKEN", SECRET, "OPENLINEAGE_API_KEY", SECRET);

  @TempDir Path folder;
  private Store store;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void open() {
    store = Store.openAt(folder.resolve("out").toString(), Map.of());
  }

  @Test
  void aServerThatHangsCostsNoMoreThanTheTimeoutAndOneLine() throws IOException {
    try (LineageServer hanging = new LineageServer(0)) {
      Duration took = track(settings(hanging.uri()), SECRETS, Outcome.DONE, "done");

      assertThat(took).isBetween(Duration.ofMillis(900), Duration.ofMillis(2500));
      assertThat(warnings())
          .hasSize(2)
          .allSatisfy(line -> assertThat(line).contains("within 1 s").doesNotContain(SECRET));
      assertThat(warnings().get(0)).startsWith("riskmesh: warning: tracking.mlflow: ");
      assertThat(warnings().get(1)).startsWith("riskmesh: warning: tracking.openlineage: ");
    }
  }

  @Test
  void aServerThatFailsCostsOneLine() throws IOException {
    try (LineageServer failing = new LineageServer(500)) {
      track(settings(failing.uri()), SECRETS, Outcome.REFUSED, "the model is refused");

      assertThat(warnings())
          .containsExactly(
              "riskmesh: warning: tracking.mlflow: %s answered 500; nothing else is affected"
                  .formatted(failing.uri()),
              "riskmesh: warning: tracking.openlineage: %s answered 500; nothing else is affected"
                  .formatted(failing.uri()));
      assertThat(failing.credentials()).isNotEmpty().containsOnly("Bearer " + SECRET);
      assertThat(store.read(PATHS.ofJob().lineage("r1")))
          .as("events kept all the same")
          .isPresent();
    }
  }

  @Test
  void aServerThatIsGoneCostsOneLine() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    EffectiveConfig settings = settings("http://127.0.0.1:" + free);
    track(settings, SECRETS, Outcome.DONE, "done");

    assertThat(warnings())
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("did not answer (ConnectException)")
                    .doesNotContain(SECRET));
    assertThat(TrackerProbes.run(settings, store, SECRETS))
        .extracting(TrackerProbes.TrackerProbe::reached)
        .containsExactly(false, false, true);
  }

  @Test
  void credentialsThatFitInNoHeaderAreNotShown() throws IOException {
    try (LineageServer server = new LineageServer(201)) {
      track(
          settings(server.uri()),
          Map.of("OPENLINEAGE_API_KEY", SECRET + "\n" + SECRET),
          Outcome.DONE,
          "done");
      assertThat(err.toString()).contains("fit in no HTTP header").doesNotContain(SECRET);
    }
  }

  @Test
  void aFailureIsAnEventWithItsReason() throws IOException {
    try (LineageServer server = new LineageServer(201)) {
      track(
          settings(server.uri()),
          Map.of(
              "OPENLINEAGE_PARENT_ID", "air/flow/night.train/0195d1f0-0000-7000-8000-000000000001"),
          Outcome.DATA_QUALITY,
          "amount: 3 rows are below 0\nage: 1 row has no value");

      List<JsonNode> events =
          server.events().stream().filter(event -> event.has("eventType")).toList();
      assertThat(events)
          .extracting(event -> event.path("eventType").asText())
          .containsExactly("START", "FAIL");
      assertThat(events.get(0).path("run").path("runId"))
          .isEqualTo(events.get(1).path("run").path("runId"));
      JsonNode fail = events.get(1);
      assertThat(fail.at("/run/facets/errorMessage/message").asText()).startsWith("amount: 3 rows");
      assertThat(fail.at("/run/facets/parent/job/namespace").asText()).isEqualTo("air/flow");
      assertThat(fail.at("/inputs/0/inputFacets/dataQualityAssertions/assertions"))
          .hasSize(2)
          .allSatisfy(one -> assertThat(one.path("success").asBoolean(true)).isFalse());
      assertThat(fail.path("outputs")).isEmpty();
      assertThat(out.toString()).contains("\"run_failed\":1.0").doesNotContain("gate_");
    }
  }

  @Test
  void aParentOfAnotherFormIsNamed() throws IOException {
    try (LineageServer server = new LineageServer(201)) {
      track(settings(server.uri()), Map.of("OPENLINEAGE_PARENT_ID", "night"), Outcome.DONE, "done");
      assertThat(err.toString())
          .contains("variable OPENLINEAGE_PARENT_ID: it is not namespace/job/run");
    }
  }

  private EffectiveConfig settings(String uri) {
    return new Loading(folder)
        .load(
            Loading.JOB,
            Loading.ENV,
            "tracking={timeout: 1s, metrics: emf}",
            "tracking.mlflow={uri: \"%s\"}".formatted(uri),
            "tracking.openlineage={uri: \"%s\"}".formatted(uri));
  }

  /** Tracks a command that does nothing; the time that its end took. */
  private Duration track(
      EffectiveConfig settings, Map<String, String> variables, Outcome outcome, String message) {
    CommandTracking tracking =
        CommandTracking.create(
            settings,
            store,
            new TrackedCommand(CommandKind.RUN, PATHS, BEGAN, BEGAN),
            variables,
            new PrintWriter(out),
            new PrintWriter(err));
    tracking.begin();
    long start = System.nanoTime();
    tracking.end(outcome, message);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private List<String> warnings() {
    return err.toString().lines().toList();
  }
}
