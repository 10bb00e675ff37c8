package io.riskmesh.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riskmesh.catalog.AccessTrail;
import io.riskmesh.catalog.ResolvedTable;
import io.riskmesh.catalog.SourcePin;
import io.riskmesh.catalog.SourcePin.PinnedColumn;
import io.riskmesh.catalog.SourcePin.SourceFile;
import io.riskmesh.config.SplitPart;
import io.riskmesh.runs.ManifestBuilder;
import io.riskmesh.split.SplitBoundaries;
import io.riskmesh.split.SplitBoundaries.Cut;
import io.riskmesh.split.SplitBoundaries.Scale;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.split.SplitSummary.PartSummary;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.OutcomeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The committed schemas are those of the records. After a change of a record: {@code ./mvnw test
 * -Dtest=ContractSchemaTest -Driskmesh.schemas.write=true}, and read the difference.
 */
class ContractSchemaTest {
  private static final String TIME = "2025-01-02T03:04:05Z";

  @ParameterizedTest
  @EnumSource(ContractFile.class)
  void theCommittedSchemaIsTheRecords(ContractFile file) throws IOException {
    ObjectNode expected = file.expected();
    if (Boolean.getBoolean("riskmesh.schemas.write")) {
      Files.createDirectories(file.path().getParent());
      Files.write(file.path(), JsonText.bytes(expected));
    }
    assertThat(JsonText.read(Files.readAllBytes(file.path()), JsonNode.class)).isEqualTo(expected);
  }

  /** Of splits and sources that no integration test publishes, with what they leave out. */
  @ParameterizedTest
  @MethodSource
  void aManifestOfEveryShapeIsValid(SplitSummary split, SourcePin source) {
    SchemaValidation.require(
        ContractFile.MANIFEST,
        JsonText.bytes(
            ManifestBuilder.of("r", TIME)
                .source(source)
                .access(
                    new AccessTrail(
                        null,
                        TIME,
                        TIME,
                        source.name(),
                        null,
                        null,
                        null,
                        null,
                        List.of("x"),
                        null,
                        List.of()))
                .split(split)
                .data(Map.of("train", "data/r/a/train"), List.of())
                .build()));
  }

  static Stream<Arguments> aManifestOfEveryShapeIsValid() {
    SourcePin files = pin("files", List.of(new SourceFile("in/a.csv", 7, TIME, null)), null);
    ResolvedTable local =
        new ResolvedTable(
            null, null, "db", "t", null, "file:/t", "orc", false, List.of(), null, null);
    SourcePin hive = pin("hive", List.of(new SourceFile("s3://b/a", 7, TIME, "tag")), local);
    return Stream.of(
        Arguments.of(split("time", null, cuts(Scale.EVENT_TIME, TIME, TIME), 0), files),
        Arguments.of(split("time", null, cuts(Scale.EVENT_TIME, null, null), 3), hive),
        Arguments.of(split("group", 42L, cuts(Scale.HASH_SHARE, "0.60", "0.80"), 0), hive),
        Arguments.of(
            new SplitSummary(
                "hash",
                List.of("x"),
                42L,
                cuts(Scale.HASH_SHARE, "0.60", "0.80"),
                true,
                5,
                Map.of(SplitPart.OUT_OF_TIME, new PartSummary(10, 3, "aa")),
                2,
                new SplitSummary.YoungRows("PT2160H", TIME, 4),
                new SplitSummary.OutOfTimeLimit(TIME, null, 0)),
            hive),
        Arguments.of(
            split(
                "stratified",
                42L,
                new SplitBoundaries(
                    Scale.CLASS_HASH, List.of(new Cut(0, "1", "2"), new Cut(1, "3", "4")), null),
                0),
            files),
        Arguments.of(
            split(
                "column",
                null,
                new SplitBoundaries(
                    Scale.COLUMN_VALUES,
                    List.of(),
                    Map.of(SplitPart.TRAIN, List.of("a"), SplitPart.TEST, List.of("b", "c"))),
                0),
            files));
  }

  private static SplitBoundaries cuts(Scale scale, String validationFrom, String testFrom) {
    return new SplitBoundaries(scale, List.of(new Cut(null, validationFrom, testFrom)), null);
  }

  private static SplitSummary split(
      String strategy, Long seed, SplitBoundaries boundaries, long unassigned) {
    PartSummary part = new PartSummary(10, 3, "aa");
    return new SplitSummary(
        strategy,
        List.of("x"),
        seed,
        boundaries,
        false,
        unassigned,
        Map.of(SplitPart.TRAIN, part, SplitPart.VALIDATION, part, SplitPart.TEST, part));
  }

  private static SourcePin pin(String kind, List<SourceFile> files, ResolvedTable table) {
    return new SourcePin(
        kind,
        "in",
        "in",
        null,
        null,
        TIME,
        null,
        List.of(new PinnedColumn("x", "INT")),
        files,
        table,
        null);
  }

  @Test
  void whatIsMissingInAPartOfAFileIsFound() {
    assertThatThrownBy(() -> SchemaValidation.requirePin(JsonText.tree(Map.of("kind", "files"))))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("location");
  }

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void everyOutcomeIsValid(Outcome outcome) {
    byte[] json = JsonText.bytes(OutcomeFile.of(outcome, "a message", "night-1"));
    assertThat(ContractFile.OUTCOME.problems(json)).isEmpty();
    assertThat(ContractFile.OUTCOME.problems("{\"code\": \"0\"}".getBytes(StandardCharsets.UTF_8)))
        .isNotEmpty();
  }
}
