package io.riskmesh.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.aws.AwsClients;
import io.riskmesh.aws.Mesh;
import io.riskmesh.aws.Moto;
import io.riskmesh.catalog.SourceChange.Extent;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.deletes.EqualityDeleteWriter;
import org.apache.iceberg.expressions.Literal;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.glue.model.TableInput;

/**
 * The embedded catalog and Glue's metadata file follow the same rule for names, filter and pruning.
 */
@ExtendWith({Moto.class, SparkTest.class})
class IcebergSourceTest {
  private static final String TABLE = "riskmesh.risk.t";

  /** The way in which the table's metadata is found. */
  enum Way {
    EMBEDDED,
    GLUE
  }

  @TempDir Path folder;
  private SparkSession spark;

  @BeforeEach
  void attach(SparkSession session) {
    spark = session;
    EmbeddedCatalog.attach(
        spark,
        settings(Way.EMBEDDED, "", "").env().catalog(),
        new TableName("risk", "t"),
        Set.of());
    spark.sql("CREATE NAMESPACE IF NOT EXISTS riskmesh.risk");
  }

  /**
   * Writes two files whose amounts do not overlap, then swaps the column names without a snapshot.
   */
  private long swapped() {
    create("amount int, amount_eur int, label int", "");
    spark.sql("INSERT INTO %s VALUES (100, 1, 0)".formatted(TABLE));
    long snapshot = insert("(9000, 1, 1)");
    table().updateSchema().renameColumn("amount", "amount_local").commit();
    table().updateSchema().renameColumn("amount_eur", "amount").commit();
    return snapshot;
  }

  @ParameterizedTest
  @EnumSource
  void aSnapshotHasItsOwnNamesForValuesFilterAndPruning(Way way) {
    long snapshot = swapped();
    assertThat(rows(open(way, "amount >= 1000", "" + snapshot))).isEqualTo("[[9000,1]]");
    assertThat(open(way, "", "" + snapshot).schema().fieldNames())
        .containsExactly("amount", "amount_eur", "label");

    assertThat(open(way, "", "" + snapshot).whyMissing("amount_local"))
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .contains(
                        "snapshot " + snapshot, snapshot + "@" + table().schema().schemaId()));
    assertThat(open(way, "", "" + snapshot).whyMissing("other")).isEmpty();
    assertThat(open(way, "", "").whyMissing("amount_eur")).isEmpty();

    assertThat(rows(open(way, "amount < 1000", ""))).as("current").isEqualTo("[[1,0], [1,1]]");
    assertThat(rows(open(way, "amount_local >= 1000", ""))).isEqualTo("[[1,1]]");
  }

  @ParameterizedTest
  @EnumSource
  void aRowSaysWhichOfSeveralFilesItLiesIn(Way way) {
    create("amount int, label int", "");
    insert("(100, 0)");
    assertThat(open(way, "", "").readRowsByFile().columns())
        .as("one")
        .containsExactly("amount", "label");
    insert("(200, 1)");
    SourceTable two = open(way, "amount > 0", "");
    assertThat(Written.marks(two)).hasSize(2).isEqualTo(two.listFilePaths().keySet());
    assertThat(two.readRows().columns()).containsExactly("amount", "label");
    assertThat(two.readEveryColumn().columns()).containsExactly("amount", "label");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsPinnedIsReadByTheSchemaThatItWasReadBy(Way way) {
    long snapshot = swapped();
    SourcePin pin = open(way, "", "").pin();
    assertThat(pin.snapshot()).isEqualTo(snapshot);
    table().updateSchema().renameColumn("amount", "other").commit();
    table().updateSchema().renameColumn("amount_local", "amount").commit();

    assertThat(rows(open(way, "", "", Optional.of(pin)))).isEqualTo("[[1,0], [1,1]]");
    assertThat(rows(open(way, "", pin.version()))).isEqualTo("[[1,0], [1,1]]");
    assertThat(rows(open(way, "", ""))).isEqualTo("[[100,0], [9000,1]]");
  }

  @ParameterizedTest
  @EnumSource
  void aNameThatWentOverToAnotherColumnIsGrowthOfAll(Way way) {
    create("amount double, other int, label int", "");
    insert("(100, 5, 0)");
    SourcePin then = open(way, "", "").pin();
    assertThat(grown(way, then).extent()).isEqualTo(Extent.NOTHING);
    table()
        .updateSchema()
        .renameColumn("other", "any")
        .addColumn("new", Types.DateType.get())
        .commit();
    assertThat(grown(way, then).extent()).as("nobody uses them").isEqualTo(Extent.NOTHING);

    table().updateSchema().deleteColumn("amount").commit();
    table().updateSchema().addColumn("amount", Types.DoubleType.get()).commit();
    assertThat(grown(way, then).extent()).isEqualTo(Extent.ALL);
    assertThat(grown(way, then).why()).contains("amount");
    assertThat(rows(open(way, "", ""))).isEqualTo("[[null,0]]");
    assertThat(rows(open(way, "", "" + then.snapshot()))).isEqualTo("[[100.0,0]]");

    SourcePin again = open(way, "", "").pin();
    insert("(6, 1, DATE'2026-01-01', 7)");
    assertThat(grown(way, again).extent()).isEqualTo(Extent.ADDED);
    assertThat(rows(grown(way, again).table())).isEqualTo("[[7.0,1]]");
    assertThat(grown(way, withoutSchema(again)).extent()).isEqualTo(Extent.ADDED);
  }

  private SourceChange grown(Way way, SourcePin then) {
    return SourceChange.find(then, open(way, "", ""), settings(way, "", "").job());
  }

  /** Returns the pin as earlier versions wrote it. */
  private static SourcePin withoutSchema(SourcePin pin) {
    String json = JsonText.line(pin).replaceAll(",\"schemaId\":\\d+", "");
    SourcePin old =
        JsonText.read(json.getBytes(java.nio.charset.StandardCharsets.UTF_8), SourcePin.class);
    assertThat(old.schemaId()).isNull();
    return old;
  }

  @ParameterizedTest
  @EnumSource
  void columnsThatSparkCannotReadStayOutUnlessTheyAreUsed(Way way) {
    create("amount double, label int", "TBLPROPERTIES ('format-version' = '3')");
    insert("(5, 0), (7, 1)");
    table()
        .updateSchema()
        .addColumn("call_at", Types.TimeType.get())
        .addColumn("loaded", Types.TimestampNanoType.withZone())
        .addColumn("raw", Types.VariantType.get())
        .addColumn("nothing", Types.UnknownType.get())
        .addColumn(
            "nested",
            Types.StructType.of(
                Types.NestedField.optional(90, "at", Types.TimeType.get()),
                Types.NestedField.optional(91, "n", Types.IntegerType.get())))
        .addColumn("id", Types.UUIDType.get())
        .commit();
    SourceTable table = open(way, "amount > 5", "");
    assertThat(table.schema().fieldNames()).containsExactly("amount", "label", "id");
    assertThat(rows(table)).isEqualTo("[[7.0,1]]");
    assertThat(table.readEveryColumn().collectAsList()).hasToString("[[7.0,1,null]]");

    refused(() -> open(way, "call_at IS NULL", ""), "column call_at of risk.t is time");
    refused(() -> open(way, "nested.n > 1", ""), "column nested of risk.t is struct<");
    refused(
        () -> open(way, "", "", Optional.empty(), "loaded"), "loaded of risk.t is timestamptz_ns");
    refused(() -> open(way, "", "", Optional.empty(), "raw"), "column raw of risk.t is variant");
  }

  @ParameterizedTest
  @EnumSource
  void aFilterOnAColumnWithADefaultFindsTheOlderRows(Way way) {
    create("amount double, label int", "TBLPROPERTIES ('format-version' = '3')");
    insert("(5, 0)");
    table()
        .updateSchema()
        .addColumn("region", Types.StringType.get(), "", Literal.of("north"))
        .commit();
    table()
        .updateSchema()
        .allowIncompatibleChanges()
        .addRequiredColumn("branch", Types.IntegerType.get(), "", Literal.of(7))
        .commit();
    insert("(6, 1, 'south', 8), (7, 1, 'north', 7)");

    for (String filter :
        List.of("region = 'north'", "branch < 8", "region > 'a' AND branch <= 7")) {
      SourceTable table = open(way, filter, "");
      assertThat(rows(table)).as(filter).isEqualTo("[[5.0,0], [7.0,1]]");
      assertThat(plan(table))
          .contains("filters=,")
          .doesNotContain("filters=region", "filters=branch");
    }
    SourceTable control = open(way, "label > 0", "");
    assertThat(rows(control)).isEqualTo("[[6.0,1], [7.0,1]]");
    assertThat(plan(control)).as("pruned").contains("label > 0");
  }

  private static String plan(SourceTable table) {
    return table.readRows().queryExecution().executedPlan().toString();
  }

  @ParameterizedTest
  @EnumSource
  void tagsAndBranchesAreReadAsTheSnapshotThatTheyStandFor(Way way) {
    create("amount double, label int", "");
    long first = insert("(5, 0)");
    table().manageSnapshots().createTag("2026-03", first).createTag("2026-04-30", first).commit();
    insert("(6, 1)");
    table().manageSnapshots().createBranch("audit", first).commit();
    table().updateSchema().renameColumn("amount", "sum").commit();
    table().updateSchema().addColumn("amount", Types.IntegerType.get()).commit();

    for (String name : List.of("2026-03", "audit")) {
      SourceTable table = open(way, "", name);
      assertThat(rows(table)).isEqualTo("[[5.0,0]]");
      assertThat(table.pin().snapshot()).isEqualTo(first);
    }
    assertThat(rows(open(way, "", "main")))
        .as("its snapshot's schema")
        .isEqualTo("[[5.0,0], [6.0,1]]");
    refused(
        () -> open(way, "", "eom"),
        "no snapshot, tag or branch eom",
        "tag 2026-03, tag 2026-04-30, branch audit, branch main");
    refused(() -> open(way, "", "77"), "no snapshot 77", "branch audit");
    refused(() -> open(way, "", first + "@55"), "no schema 55");
    assertThatThrownBy(() -> open(way, "", "2026-04-30"))
        .hasMessageContaining("is a time, but a tag or branch has that name too")
        .extracting(e -> ((RunException) e).outcome())
        .isEqualTo(Outcome.USAGE);
  }

  @ParameterizedTest
  @EnumSource
  void aSnapshotIsReadThoughThePartitionsCameLater(Way way) {
    create("amount double, label int, region string", "PARTITIONED BY (region)");
    long snapshot = insert("(5, 0, 'north'), (6, 1, 'south')");
    table().updateSpec().removeField("region").commit();
    table().updateSchema().addColumn("day", Types.DateType.get()).commit();
    table()
        .updateSpec()
        .addField("label_of", org.apache.iceberg.expressions.Expressions.ref("day"))
        .commit();
    table().updateSchema().renameColumn("region", "area").commit();
    insert("(7, 1, 'north', DATE'2026-01-01')");

    assertThat(rows(open(way, "region = 'north'", "" + snapshot))).isEqualTo("[[5.0,0]]");
    assertThat(rows(open(way, "area = 'north' AND (day IS NULL OR day > '2025-01-01')", "")))
        .isEqualTo("[[5.0,0], [7.0,1]]");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void deletedRowsStayDeletedByAnySchema(int version) throws IOException {
    create(
        "amount double, label int, id int",
        "TBLPROPERTIES ('format-version' = '%d', 'write.delete.mode' = 'merge-on-read')"
            .formatted(version));
    insert("(5, 0, 1), (6, 1, 2), (7, 1, 3)");
    spark.sql("DELETE FROM %s WHERE amount = 6".formatted(TABLE));
    deleteById(1);
    long snapshot = table().currentSnapshot().snapshotId();
    table().updateSchema().deleteColumn("id").renameColumn("amount", "sum").commit();
    table().updateSchema().renameColumn("label", "amount").commit();
    table().updateSchema().addColumn("label", Types.IntegerType.get()).commit();

    for (Way way : Way.values()) {
      assertThat(rows(open(way, "amount > 1", "" + snapshot))).isEqualTo("[[7.0,1]]");
      assertThat(rows(open(way, "", "")))
          .as("the column of the delete is gone")
          .isEqualTo("[[1,null]]");
    }
  }

  private void deleteById(int id) throws IOException {
    Table table = table();
    Types.NestedField field = table.schema().findField("id");
    org.apache.iceberg.Schema key = new org.apache.iceberg.Schema(field);
    OutputFile file =
        table.io().newOutputFile(table.locationProvider().newDataLocation("deletes.parquet"));
    EqualityDeleteWriter<Record> writer =
        Parquet.writeDeletes(file)
            .createWriterFunc(GenericParquetWriter::create)
            .rowSchema(key)
            .equalityFieldIds(field.fieldId())
            .withSpec(PartitionSpec.unpartitioned())
            .overwrite()
            .buildEqualityWriter();
    try (writer) {
      writer.write(GenericRecord.create(key).copy(Map.of("id", id)));
    }
    assertThat(writer.toDeleteFile().format()).isEqualTo(FileFormat.PARQUET);
    table.newRowDelta().addDeletes(writer.toDeleteFile()).commit();
  }

  private void create(String columns, String rest) {
    spark.sql("CREATE TABLE %s (%s) USING iceberg %s".formatted(TABLE, columns, rest));
  }

  private long insert(String values) {
    spark.sql("INSERT INTO %s VALUES %s".formatted(TABLE, values));
    return table().currentSnapshot().snapshotId();
  }

  private Table table() {
    try {
      return Spark3Util.loadIcebergTable(spark, TABLE);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String rows(SourceTable table) {
    return table
        .readRows()
        .select("amount", "label")
        .orderBy("amount", "label")
        .collectAsList()
        .toString();
  }

  private static void refused(Runnable open, String... words) {
    assertThatThrownBy(open::run)
        .isInstanceOf(RunException.class)
        .hasMessageContainingAll(words)
        .extracting(e -> ((RunException) e).outcome())
        .isEqualTo(Outcome.SOURCE_MISSING);
  }

  private SourceTable open(Way way, String filter, String snapshot) {
    return open(way, filter, snapshot, Optional.empty());
  }

  private SourceTable open(
      Way way, String filter, String snapshot, Optional<SourcePin> pinned, String... key) {
    List<String> set = new ArrayList<>();
    if (key.length > 0) {
      set.add("source.key=[%s]".formatted(String.join(", ", key)));
    }
    EffectiveConfig settings = settings(way, filter, snapshot, set.toArray(String[]::new));
    SourceRequest request =
        new SourceRequest(settings.job(), settings.env(), "2026-01-01T00:00:00Z", "none", pinned);
    if (way == Way.EMBEDDED) {
      return SourceResolver.open(spark, new AwsClients(settings.env().aws()), request);
    }
    Moto.reset();
    try (Mesh mesh = new Mesh()) {
      BaseTable table = (BaseTable) table();
      String metadata = table.operations().current().metadataFileLocation();
      mesh.database("risk");
      mesh.table(
          "risk",
          TableInput.builder()
              .name("t")
              .storageDescriptor(s -> s.location(table.location()))
              .parameters(Map.of("table_type", "ICEBERG", "metadata_location", metadata))
              .build());
      return SourceResolver.open(spark, mesh.aws(), request);
    }
  }

  private EffectiveConfig settings(Way way, String filter, String snapshot, String... set) {
    String catalog =
        way == Way.GLUE
            ? "{type: glue}"
            : "{type: embedded, warehouse: \"%s\"}".formatted(folder.resolve("warehouse"));
    String source =
        "{table: risk.t%s%s}"
            .formatted(
                filter.isEmpty() ? "" : ", filter: \"" + filter + "\"",
                snapshot.isEmpty() ? "" : ", snapshot: \"" + snapshot + "\"");
    try {
      Path job =
          Files.writeString(
              folder.resolve("job.yaml"),
              """
              name: job
              source: %s
              label: {column: label, positive: 1}
              features: [{name: amount, kind: numeric}]
              """
                  .formatted(source));
      Path env =
          Files.writeString(
              folder.resolve("env.yaml"),
              """
              catalog: %s
              aws: {region: eu-west-1, endpoint: "%s", attempts: 2}
              artifacts: {uri: out}
              """
                  .formatted(catalog, Moto.endpoint()));
      return EffectiveConfig.load(
          Optional.of(job.toString()), Optional.of(env.toString()), List.of(set));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
