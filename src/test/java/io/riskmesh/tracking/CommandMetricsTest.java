package io.riskmesh.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.drift.DriftReport;
import io.riskmesh.drift.DriftReport.DriftColumn;
import io.riskmesh.drift.DriftReport.Shift;
import io.riskmesh.privacy.DisclosureLevel;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunPaths;
import io.riskmesh.tracking.TrackedCommand.CommandKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandMetricsTest {
  private static final Instant BEGAN = Instant.parse("2026-11-30T02:00:00Z");

  /** The form that CloudWatch reads, with the worst column as a property. */
  @Test
  void driftHasTheLargestShiftWhateverTheColumn() {
    JsonNode line = line(Outcome.RETRAIN, Optional.of(report()));

    assertThat(line.at("/_aws/Timestamp").asLong()).isEqualTo(BEGAN.plusSeconds(9).toEpochMilli());
    JsonNode directive = line.at("/_aws/CloudWatchMetrics/0");
    assertThat(directive.path("Namespace").asText()).isEqualTo("riskmesh");
    assertThat(directive.path("Dimensions").toString()).isEqualTo("[[\"job\",\"environment\"]]");
    assertThat(directive.path("Metrics"))
        .extracting(metric -> metric.path("Name").asText())
        .containsExactlyInAnyOrder(
            "drift_ended",
            "drift_failed",
            "drift_seconds",
            "drift_retrain",
            "drift_psi_max",
            "drift_columns_shifted",
            "drift_psi_score")
        .allSatisfy(name -> assertThat(line.path(name).isNumber()).as(name).isTrue());
    assertThat(line.path("drift_psi_max").asDouble()).isEqualTo(0.31);
    assertThat(line.path("drift_psi_max_column").asText()).isEqualTo("income");
    assertThat(line.path("drift_seconds").asDouble()).isEqualTo(9);
    assertThat(line.path("job").asText()).isEqualTo("loans");
    assertThat(line.path("environment").asText()).isEqualTo("production");
  }

  @Test
  void aFailureHasNoOtherNumbers() {
    JsonNode line = line(Outcome.SOURCE_UNAVAILABLE, Optional.empty());
    assertThat(line.at("/_aws/CloudWatchMetrics/0/Metrics")).hasSize(3);
    assertThat(line.path("drift_failed").asInt()).isEqualTo(1);
    assertThat(line.path("outcome").asText()).isEqualTo("source_unavailable");
  }

  private static JsonNode line(Outcome outcome, Optional<DriftReport> drift) {
    TrackedCommand command =
        new TrackedCommand(CommandKind.DRIFT, new RunPaths("loans", "d1"), BEGAN, BEGAN);
    TrackedEnd end =
        new TrackedEnd(
            BEGAN.plusSeconds(9), outcome, "message", Optional.empty(), drift, Optional.empty());
    return JsonText.tree(CommandMetrics.of(command, end).toEmf("production"));
  }

  private static DriftReport report() {
    return new DriftReport(
        "d1",
        "loans",
        "2026-11-30T02:00:00Z",
        "latest",
        "r1",
        true,
        List.of(),
        List.of(),
        null,
        null,
        List.of(
            column("amount", new Shift(0.02, 0.2, 0.01, false, List.of())),
            column("income", new Shift(0.31, 0.2, 0.01, true, List.of())),
            column("name", null)),
        new Shift(0.05, 0.2, 0.01, false, List.of()),
        null,
        null);
  }

  private static DriftColumn column(String name, Shift shift) {
    return new DriftColumn(name, "INT", DisclosureLevel.values()[0], null, shift);
  }
}
