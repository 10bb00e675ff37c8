package io.riskmesh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.catalog.AccessTrail;
import io.riskmesh.config.SplitPart;
import io.riskmesh.runs.ManifestBuilder;
import io.riskmesh.split.SplitBoundaries;
import io.riskmesh.split.SplitBoundaries.Cut;
import io.riskmesh.split.SplitBoundaries.Scale;
import io.riskmesh.split.SplitFolds;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.split.SplitSummary.PartSummary;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnseenRowsTest {
  private static final String AS_OF = "2026-03-01T00:00:00Z";
  private static final String READ = "2026-03-02T01:00:00Z";

  @Test
  void theSameRowsOrTheSameStableRuleKeepTestRowsApart() {
    assertThat(find(hash(42, true, "aa"), hash(42, true, "aa"), Optional.empty()))
        .hasValueSatisfying(rows -> assertThat(rows.after()).isNull());
    assertThat(find(hash(42, true, "aa"), hash(42, true, "bb"), Optional.empty()))
        .hasValueSatisfying(rows -> assertThat(rows.words()).contains("the same rule"));
  }

  @Test
  void anotherSaltMayHaveTrainedOnThem() {
    assertThat(find(hash(42, true, "aa"), hash(43, true, "bb"), Optional.empty())).isEmpty();
    assertThat(find(hash(42, false, "aa"), hash(42, false, "bb"), Optional.empty()))
        .as("a rule that moves rows")
        .isEmpty();
  }

  /** The rows were read after the time that the run stands for. */
  @Test
  void youngerRowsAreNewWhateverTheRule() {
    assertThat(find(hash(42, true, "aa"), hash(43, true, "bb"), Optional.of("booked")))
        .hasValueSatisfying(rows -> assertThat(rows.after()).isEqualTo(micros(READ)));
  }

  @Test
  void aRunThatSplitByTimeHasNotTrainedOnItsTestPart() {
    assertThat(find(time("2026-02-01T00:00:00Z"), time("2026-01-01T00:00:00Z"), booked()))
        .hasValueSatisfying(
            rows -> assertThat(rows.after()).isEqualTo(micros("2026-01-01T00:00:00Z") - 1));
    assertThat(find(time("2026-02-01T00:00:00Z"), time(null), booked()))
        .as("a hidden boundary")
        .hasValueSatisfying(rows -> assertThat(rows.after()).isEqualTo(micros(READ)));
    assertThat(find(time("2026-02-01T00:00:00Z"), time("2026-01-01T00:00:00Z"), Optional.of("x")))
        .as("another time")
        .hasValueSatisfying(rows -> assertThat(rows.after()).isEqualTo(micros(READ)));
  }

  /** One of the models was fitted on all rows that it had. */
  @Test
  void withFoldsOnlyYoungerRowsAreNew() {
    for (boolean isEarlier : new boolean[] {true, false}) {
      SplitSummary mine = isEarlier ? hash(42, true, "aa") : folds();
      SplitSummary earlier = isEarlier ? folds() : hash(42, true, "aa");
      assertThat(find(mine, earlier, Optional.empty())).isEmpty();
      assertThat(find(mine, earlier, booked()))
          .hasValueSatisfying(rows -> assertThat(rows.after()).isEqualTo(micros(READ)));
    }
    assertThat(find(folds(), folds(), Optional.empty())).as("the same folds").isEmpty();
    assertThat(find(folds(), folds(), booked()))
        .hasValueSatisfying(
            rows -> assertThat(rows.words()).startsWith("rows out of fold with a time after"));
    assertThat(UnseenRows.obstacle(folds(), ManifestBuilder.of("n1", AS_OF).split(folds()).build()))
        .isEqualTo(
            "run n1 was trained on all rows that it had, and without source.eventTime none is known to be younger than it");
  }

  private static SplitSummary folds() {
    return new SplitSummary(
        "hash",
        List.of("id"),
        42L,
        new SplitBoundaries(Scale.HASH_FOLDS, List.of(), null),
        true,
        0,
        Map.of(SplitPart.TRAIN, new PartSummary(1000, 300, "cc")),
        2,
        null,
        null,
        new SplitFolds(5, "20/80", List.of()));
  }

  private static Optional<String> booked() {
    return Optional.of("booked");
  }

  private static long micros(String time) {
    return Instant.parse(time).getEpochSecond() * 1_000_000;
  }

  private static Optional<UnseenRows> find(
      SplitSummary mine, SplitSummary earlier, Optional<String> eventTime) {
    AccessTrail access =
        new AccessTrail(null, AS_OF, READ, "t", null, null, null, null, List.of(), null, List.of());
    return UnseenRows.of(
        mine, eventTime, ManifestBuilder.of("n1", AS_OF).split(earlier).access(access).build());
  }

  private static SplitSummary hash(long seed, boolean stable, String test) {
    return ManifestBuilder.split("hash", seed, stable, test);
  }

  private static SplitSummary time(String testFrom) {
    PartSummary part = new PartSummary(1000, 300, String.valueOf(testFrom));
    return new SplitSummary(
        "time",
        List.of("booked"),
        null,
        new SplitBoundaries(
            Scale.EVENT_TIME,
            List.of(new Cut(null, testFrom == null ? null : "2025-12-01T00:00:00Z", testFrom)),
            null),
        false,
        0,
        Map.of(SplitPart.TRAIN, part, SplitPart.VALIDATION, part, SplitPart.TEST, part));
  }
}
