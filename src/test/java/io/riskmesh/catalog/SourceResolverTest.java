package io.riskmesh.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.aws.AwsClients;
import io.riskmesh.catalog.SourceChange.Extent;
import io.riskmesh.config.AboutConfig;
import io.riskmesh.config.AuditConfig;
import io.riskmesh.config.DriftConfig;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.EnvConfig;
import io.riskmesh.config.EvaluationConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.LabelConfig;
import io.riskmesh.config.NumberOptions;
import io.riskmesh.config.NumericFeature;
import io.riskmesh.config.PrivacyConfig;
import io.riskmesh.config.QualityConfig;
import io.riskmesh.config.ScoreConfig;
import io.riskmesh.config.SourceConfig;
import io.riskmesh.config.SourceFormat;
import io.riskmesh.config.SplitConfig;
import io.riskmesh.config.TrainingConfig;
import io.riskmesh.model.RiskBands;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class SourceResolverTest {
  private static final String AS_OF = "2026-01-01T00:00:00Z";

  @TempDir Path folder;

  @Test
  void seedsAHyphenatedTableOnFirstUseAndPinsItsSnapshot(SparkSession spark) throws IOException {
    write("seed.csv", "amount,x.Y,label\n5,1,0\n7,2,1\n");
    SourceTable table = open(spark, table("rl_credit-card.credit_card"), Optional.empty());
    assertThat(table.pin().snapshot()).isPositive();
    assertThat(table.readRows().columns()).containsExactly("amount", "x.Y", "label");
    assertThat(table.readRows().count()).isEqualTo(2);
    assertThat(open(spark, table("rl_credit-card.credit_card"), Optional.empty()).pin())
        .as("seeded once")
        .isEqualTo(table.pin());
  }

  @Test
  void aTableThatGrowsIsReadAsItWasPinned(SparkSession spark) throws IOException {
    write("seed.csv", "amount,x.Y,label\n5,1,0\n7,2,1\n");
    JobConfig job = table("rl_credit-card.credit_card");
    SourceTable before = open(spark, job, Optional.empty());
    spark.sql("INSERT INTO riskmesh.`rl_credit-card`.credit_card VALUES (9, 3, 1)");
    assertThat(before.readRows().count()).isEqualTo(2);
    assertThat(open(spark, job, Optional.of(before.pin())).readRows().count()).isEqualTo(2);
    assertThat(open(spark, job, Optional.empty()).readRows().count()).isEqualTo(3);
    assertThat(
            open(spark, job("", "" + before.pin().snapshot()), Optional.empty()).readRows().count())
        .as("time travel by id")
        .isEqualTo(2);
  }

  @Test
  void ofATableThatOnlyGrewTheAddedRowsAreTold(SparkSession spark) throws Exception {
    write("seed.csv", "amount,x.Y,label\n5,1,0\n7,2,1\n");
    JobConfig job = table("rl_credit-card.credit_card");
    SourcePin then = open(spark, job, Optional.empty()).pin();
    assertThat(grown(spark, job, then).extent()).isEqualTo(Extent.NOTHING);

    spark.sql("INSERT INTO riskmesh.`rl_credit-card`.credit_card VALUES (9, 3, 1)");
    spark.sql("INSERT INTO riskmesh.`rl_credit-card`.credit_card VALUES (11, 4, 0)");
    SourceChange added = grown(spark, job, then);
    assertThat(added.extent()).isEqualTo(Extent.ADDED);
    assertThat(added.table().readRows().orderBy("amount").collectAsList().toString())
        .isEqualTo("[[9,3,1], [11,4,0]]");
    assertThat(grown(spark, job("amount > 9", null), then).why()).contains("source.filter");

    spark.sql("DELETE FROM riskmesh.`rl_credit-card`.credit_card WHERE amount = 5");
    SourceChange all = grown(spark, job, then);
    assertThat(all.extent()).isEqualTo(Extent.ALL);
    assertThat(all.table().readRows().count()).isEqualTo(3);

    Table table = Spark3Util.loadIcebergTable(spark, "riskmesh.`rl_credit-card`.credit_card");
    table.expireSnapshots().expireSnapshotId(then.snapshot()).commit();
    assertThat(grown(spark, job, then).why()).contains("expired");
  }

  /** As for a table of Glue or a metastore, which knows the newest metadata file. */
  @Test
  void byItsMetadataFileATableIsReadBetweenSnapshotsToo(SparkSession spark) throws Exception {
    write("seed.csv", "amount,x.Y,label\n5,1,0\n7,2,1\n");
    JobConfig job = table("rl_credit-card.credit_card");
    open(spark, job, Optional.empty());
    SourcePin then = byMetadata(spark, job).pin();
    spark.sql("INSERT INTO riskmesh.`rl_credit-card`.credit_card VALUES (9, 3, 1)");

    SourceChange added = SourceChange.find(then, byMetadata(spark, job), job);
    assertThat(added.extent()).isEqualTo(Extent.ADDED);
    assertThat(added.table().readRows().collectAsList()).hasToString("[[9,3,1]]");
  }

  private static SourceTable byMetadata(SparkSession spark, JobConfig job) throws Exception {
    Table table = Spark3Util.loadIcebergTable(spark, "riskmesh.`rl_credit-card`.credit_card");
    String metadata = ((BaseTable) table).operations().current().metadataFileLocation();
    ResolvedTable identity =
        new ResolvedTable(
            null,
            null,
            "rl_credit-card",
            "credit_card",
            null,
            table.location(),
            "iceberg",
            false,
            List.of(),
            metadata,
            null);
    TableMetadata described =
        new TableMetadata(
            identity,
            List.of(),
            List.of(),
            new TableMetadata.Storage(table.location(), null, null, Map.of()));
    return IcebergSource.open(
        spark, described, new SourceRequest(job, null, AS_OF, "none", Optional.empty()));
  }

  @Test
  void ofFilesOnlyNewOnesAreTold(SparkSession spark) throws IOException {
    Path first = write("in/1.csv", "amount,x.Y,label\n5,1,0\n");
    JobConfig job = files(first.getParent(), SourceFormat.CSV);
    SourcePin then = open(spark, job, Optional.empty()).pin();
    assertThat(grown(spark, job, then).extent()).isEqualTo(Extent.NOTHING);

    write("in/2.csv", "amount,x.Y,label\n6,1,0\n7,1,0\n");
    SourceChange added = grown(spark, job, then);
    assertThat(added.extent()).isEqualTo(Extent.ADDED);
    assertThat(added.table().readRows().count()).isEqualTo(2);
    added.table().requireUnchanged();

    write("in/1.csv", "amount,x.Y,label\n5,1,0\n6,1,1\n");
    assertThat(grown(spark, job, then).extent()).isEqualTo(Extent.ALL);
  }

  private SourceChange grown(SparkSession spark, JobConfig job, SourcePin then) {
    return SourceChange.find(then, open(spark, job, Optional.empty()), job);
  }

  @Test
  void aMissingTableDatabaseSnapshotAndSeedAreNamed(SparkSession spark) throws IOException {
    write("seed.csv", "amount,x.Y,label\n5,1,0\n");
    open(spark, table("rl_credit-card.credit_card"), Optional.empty());
    fails(spark, table("rl_credit-card.credit_crad"), Outcome.SOURCE_MISSING, "credit_crad");
    fails(spark, table("nowhere.credit_card"), Outcome.SOURCE_MISSING, "database nowhere");
    fails(spark, job("", "123456789"), Outcome.SOURCE_MISSING, "123456789");
    fails(spark, job("", "2001-01-01"), Outcome.SOURCE_MISSING, "2001-01-01");
    fails(spark, job("", "yesterday"), Outcome.SOURCE_MISSING, "yesterday");
    fails(spark, table("no_seed.there"), Outcome.SOURCE_MISSING, "not-there.csv");
  }

  @Test
  void filterGoesIntoTheScanAndABadOneIsTheUsersError(SparkSession spark) throws IOException {
    write("seed.csv", "amount,x.Y,label\n5,1,0\n7,2,1\n");
    assertThat(open(spark, job("amount > 6", null), Optional.empty()).readRows().count())
        .isEqualTo(1);
    fails(spark, job("amuont > 6", null), Outcome.USAGE, "amuont > 6");
  }

  @Test
  void textFilesKeepWhatCouldNotBeRead(SparkSession spark) throws IOException {
    Path csv = write("a.csv", "amount,x.Y,label,other\n5,1,0,z\n\"1,5\",2,1,z\n 7 ,,1,z\nbroken\n");
    SourceTable table = open(spark, files(csv, SourceFormat.CSV), Optional.empty());
    assertThat(table.isText()).isTrue();
    List<Row> rows = table.readRows().collectAsList();
    assertThat(table.readRows().columns())
        .containsExactly(
            "amount",
            "_text.amount",
            "x.Y",
            "_text.x.Y",
            "label",
            "_malformed",
            "_undecoded",
            "_unfiltered");
    assertThat(rows.get(0).toString()).isEqualTo("[5.0,5,1.0,1,0,false,false,false]");
    assertThat(rows.get(1).toString()).isEqualTo("[null,1,5,2.0,2,1,false,false,false]");
    assertThat(rows.get(2).<Double>getAs("amount")).isEqualTo(7.0);
    assertThat(rows.get(3).<Boolean>getAs("_malformed")).isTrue();
  }

  @Test
  void datesOfATextFileAreDaysWhereANumberIsWanted(SparkSession spark) throws IOException {
    Path csv = write("d.csv", "amount,x.Y,label\n1970-01-11,1970-01-01T00:01:00Z,0\n");
    Row row = open(spark, files(csv, SourceFormat.CSV), Optional.empty()).readRows().first();
    assertThat(row.<Double>getAs("amount")).isEqualTo(10.0);
    assertThat(row.<Double>getAs("x.Y")).isEqualTo(60.0);
  }

  @Test
  void aSecondFileWithAnotherHeaderIsReadByItsNames(SparkSession spark) throws IOException {
    Path first = write("csv/1.csv", "amount,x.Y,label\n5,1,0\n");
    write("csv/2.csv", "x.Y,Amount,label\n5,1,0\n");
    SourceTable table = open(spark, files(first.getParent(), SourceFormat.CSV), Optional.empty());
    assertThat(table.readRows().select("amount", "`x.Y`").collectAsList())
        .hasToString("[[5.0,1.0], [1.0,5.0]]");
  }

  @Test
  void jsonParquetAndOrcGiveTheSameRows(SparkSession spark) throws IOException {
    Path json =
        write("a.json", "{\"amount\":5,\"x.Y\":1,\"label\":\"0\"}\n{\"amount\":7,\"label\":1}\n");
    List<Row> expected =
        open(spark, files(json, SourceFormat.JSON), Optional.empty())
            .readRows()
            .select("label", "amount", "`x.Y`")
            .collectAsList();
    assertThat(expected).hasToString("[[0,5.0,1.0], [1,7.0,null]]");
    for (SourceFormat format : List.of(SourceFormat.PARQUET, SourceFormat.ORC)) {
      Path out = folder.resolve(format.name());
      spark
          .createDataFrame(
              expected,
              new org.apache.spark.sql.types.StructType()
                  .add("label", "string")
                  .add("amount", "double")
                  .add("x.Y", "double"))
          .write()
          .format(format.name().toLowerCase(java.util.Locale.ROOT))
          .save(out.toString());
      SourceTable table = open(spark, files(out, format), Optional.empty());
      assertThat(table.isText()).isFalse();
      assertThat(table.readRows().select("label", "amount", "`x.Y`").collectAsList())
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void everyColumnIsThereAsItLiesInTheSource(SparkSession spark) throws IOException {
    Path csv = write("wide.csv", "a`b,amount,x.Y,label\nu,5,1,0\nv,07,2,1\nw,9\n");
    SourceTable table = open(spark, job(source(csv, "amount < 8")), Optional.empty());
    assertThat(table.readEveryColumn().columns())
        .containsExactly("a`b", "amount", "x.Y", "label", "_malformed");
    assertThat(table.readEveryColumn().collectAsList())
        .hasToString("[[u,5,1,0,false], [v,07,2,1,false], [w,9,null,null,true]]");
    write("seed.csv", "amount,x.Y,other,label\n5,1,9,0\n7,2,9,1\n");
    assertThat(
            open(spark, job("amount > 5", null), Optional.empty())
                .readEveryColumn()
                .collectAsList())
        .hasToString("[[7,2,9,1]]");
  }

  @Test
  void missingEmptyAndUnreadablePathsAreNamed(SparkSession spark) throws IOException {
    fails(spark, files(folder.resolve("gone"), SourceFormat.CSV), Outcome.SOURCE_MISSING, "gone");
    fails(
        spark,
        files(write("empty.csv", ""), SourceFormat.CSV),
        Outcome.SOURCE_MISSING,
        "empty.csv");
    Path garbage = write("garbage.parquet", "this is no parquet file, whatever its name says");
    fails(spark, files(garbage, SourceFormat.PARQUET), Outcome.SOURCE_MISSING, "garbage.parquet");
  }

  @Test
  void filesThatChangedSinceTheyWerePinnedAreRefused(SparkSession spark) throws IOException {
    Path csv = write("a.csv", "amount,x.Y,label\n5,1,0\n");
    SourcePin pin = open(spark, files(csv, SourceFormat.CSV), Optional.empty()).pin();
    assertThat(open(spark, files(csv, SourceFormat.CSV), Optional.of(pin)).pin()).isEqualTo(pin);
    write("a.csv", "amount,x.Y,label\n5,1,0\n6,1,1\n");
    assertThatThrownBy(() -> open(spark, files(csv, SourceFormat.CSV), Optional.of(pin)))
        .hasMessageContaining("changed");
  }

  private void fails(SparkSession spark, JobConfig job, Outcome outcome, String words) {
    assertThatThrownBy(() -> open(spark, job, Optional.empty()).readRows())
        .isInstanceOf(RunException.class)
        .hasMessageContaining(words)
        .extracting(e -> ((RunException) e).outcome())
        .isEqualTo(outcome);
  }

  private SourceTable open(SparkSession spark, JobConfig job, Optional<SourcePin> pinned) {
    EnvConfig env =
        EffectiveConfig.load(
                Optional.empty(),
                Optional.empty(),
                List.of(
                    "catalog.warehouse=" + folder.resolve("warehouse"),
                    "catalog.seed={rl_credit-card.credit_card: %s, no_seed.there: %s}"
                        .formatted(folder.resolve("seed.csv"), folder.resolve("not-there.csv"))))
            .env();
    return SourceResolver.open(
        spark,
        new AwsClients(env.aws()),
        new SourceRequest(job, env, AS_OF, folder.resolve("work").toString(), pinned));
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static JobConfig table(String name) {
    return job(source(Optional.of(name), null, null, null, null));
  }

  private static JobConfig job(String filter, String snapshot) {
    return job(source(Optional.of("rl_credit-card.credit_card"), null, null, filter, snapshot));
  }

  private static JobConfig files(Path path, SourceFormat format) {
    return job(source(Optional.empty(), path.toString(), format, null, null));
  }

  private static SourceConfig source(Path path, String filter) {
    return source(Optional.empty(), path.toString(), SourceFormat.CSV, filter, null);
  }

  private static SourceConfig source(
      Optional<String> table, String path, SourceFormat format, String filter, String snapshot) {
    return new SourceConfig(
        table,
        Optional.ofNullable(path),
        Optional.ofNullable(format),
        Map.of(),
        Optional.ofNullable(filter).filter(f -> !f.isEmpty()),
        Optional.ofNullable(snapshot),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static JobConfig job(SourceConfig source) {
    NumberOptions plain =
        new NumberOptions(
            NumberOptions.Impute.NONE, OptionalDouble.empty(), false, Optional.empty(), false);
    return new JobConfig(
        "job",
        source,
        new LabelConfig("label", "1"),
        new QualityConfig(0, List.of()),
        new PrivacyConfig(Set.of()),
        List.of(new NumericFeature("a", "amount", plain), new NumericFeature("x", "x.Y", plain)),
        List.of(),
        Optional.empty(),
        new SplitConfig.Hash(new SplitConfig.Ratios(60, 20, 20), 42),
        new TrainingConfig(
            10,
            0,
            OptionalInt.empty(),
            OptionalInt.empty(),
            1,
            Map.of(),
            42,
            TrainingConfig.Engine.BARRIER,
            Duration.ofMinutes(1)),
        new EvaluationConfig(1, 5),
        List.of(),
        Optional.empty(),
        new ScoreConfig(
            new RiskBands(List.of(new RiskBands.Band("all", null))),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            AuditConfig.NONE),
        new DriftConfig(DriftConfig.Against.LATEST, 0.1, 0.2, 0.2, 0.05, 0.2, 100),
        AboutConfig.NONE,
        Optional.empty());
  }
}
