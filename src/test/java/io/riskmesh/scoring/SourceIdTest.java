package io.riskmesh.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.catalog.SourcePin;
import io.riskmesh.catalog.SourcePin.PinnedColumn;
import io.riskmesh.catalog.SourcePin.SourceFile;
import io.riskmesh.runs.ManifestBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SourceIdTest {
  private static final String NOON = "2025-01-02T12:00:00Z";
  private static final SourceFile FILE = new SourceFile("a.csv", 7, NOON, "tag");

  private static SourcePin files(String asOf, String filter, SourceFile... files) {
    return new SourcePin(
        "files", "in", "in", null, null, asOf, filter, List.of(), List.of(files), null, null);
  }

  @Test
  void theSameRowsHaveOneNameAtAnyTime() {
    String id = SourceId.of(files(NOON, null, FILE));

    assertThat(id).matches("[0-9a-f]{12}");
    assertThat(SourceId.of(files("2025-03-04T00:00:00Z", null, FILE))).isEqualTo(id);
    SourcePin wider =
        new SourcePin(
            "files",
            "in",
            "in",
            null,
            null,
            NOON,
            null,
            List.of(new PinnedColumn("x", "INT")),
            List.of(FILE),
            null,
            null);
    assertThat(SourceId.of(wider)).as("the files name the columns").isEqualTo(id);
  }

  @Test
  void otherFilesOrAnotherFilterAreOtherRows() {
    assertThat(
            Stream.of(
                    files(NOON, null, FILE),
                    files(NOON, "x > 1", FILE),
                    files(NOON, null),
                    files(NOON, null, FILE, new SourceFile("b.csv", 7, NOON, "tag")),
                    files(NOON, null, new SourceFile("a.csv", 8, NOON, "tag")),
                    files(NOON, null, new SourceFile("a.csv", 7, NOON, "other")))
                .map(SourceId::of))
        .doesNotHaveDuplicates();
  }

  /** With another schema a name may mean another column. */
  @Test
  void snapshotAndSchemaTellTablesApart() {
    assertThat(
            Stream.of(
                    ManifestBuilder.source("db.t", 1L, null, null),
                    ManifestBuilder.source("db.t", 2L, null, null),
                    ManifestBuilder.source("db.t", 1L, 0, null),
                    ManifestBuilder.source("db.t", 1L, 1, null),
                    ManifestBuilder.source("db.u", 1L, null, null))
                .map(SourceId::of))
        .doesNotHaveDuplicates();
  }
}
