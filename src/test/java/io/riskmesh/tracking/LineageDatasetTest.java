package io.riskmesh.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.catalog.AccessTrail;
import io.riskmesh.catalog.ResolvedTable;
import io.riskmesh.catalog.SourcePin;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of data sets, as other programs give them. */
class LineageDatasetTest {
  private static final AccessTrail ACCESS =
      new AccessTrail(
          "arn:aws:sts::444455556666:assumed-role/night/run",
          "2026-11-30T02:00:00Z",
          "2026-11-30T02:01:00Z",
          "rl_lending.credit",
          null,
          null,
          7L,
          null,
          List.of(),
          null,
          List.of());

  @Test
  void aTableBehindALinkHasTheNameThatItsOwnerGivesIt() {
    SourcePin pin = pin("111122223333");

    assertThat(LineageDataset.of(pin, ACCESS))
        .isEqualTo(
            new LineageDataset("arn:aws:glue:eu-central-1:111122223333", "table/lending/credit"));
    assertThat(LineageDataset.otherNames(pin, ACCESS))
        .containsExactly(
            new LineageDataset.OtherName(
                new LineageDataset("s3://lake", "lending/credit"), "LOCATION"),
            new LineageDataset.OtherName(
                new LineageDataset(
                    "arn:aws:glue:eu-central-1:444455556666", "table/rl_lending/credit"),
                "TABLE"));
  }

  @Test
  void aTableOfTheCallersOwnCatalogBelongsToItsAccount() {
    assertThat(LineageDataset.of(pin(null), ACCESS).namespace())
        .isEqualTo("arn:aws:glue:eu-central-1:444455556666");
    assertThat(LineageDataset.of(pin(null), null))
        .isEqualTo(new LineageDataset("s3://lake", "lending/credit"));
  }

  @ParameterizedTest
  @CsvSource({
    "s3a://b/p/q/, s3://b, p/q",
    "s3://b, s3://b, /",
    "/data/in x.csv, file, /data/in x.csv",
    "file:///data/in.csv, file, /data/in.csv",
    "s3://b/in x/y, s3://b, in x/y",
    "abfss://c@a.dfs.core.windows.net/p, abfss://c@a.dfs.core.windows.net, p"
  })
  void filesAreNamedByTheirPlace(String location, String namespace, String name) {
    assertThat(LineageDataset.at(location)).isEqualTo(new LineageDataset(namespace, name));
  }

  private static SourcePin pin(String owner) {
    return new SourcePin(
        "iceberg",
        "rl_lending.credit",
        "s3://lake/lending/credit",
        7L,
        "2026-11-30T01:00:00Z",
        "2026-11-30T02:00:00Z",
        null,
        List.of(new SourcePin.PinnedColumn("amount", "INT")),
        List.of(),
        new ResolvedTable(
            owner,
            "eu-central-1",
            "lending",
            "credit",
            null,
            "s3://lake/lending/credit",
            "iceberg",
            true,
            List.of("database rl_lending -> 111122223333:lending"),
            null,
            null),
        null);
  }
}
