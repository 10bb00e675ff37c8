package io.riskmesh.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.riskmesh.SparkTest;
import io.riskmesh.aws.AwsClients;
import io.riskmesh.aws.Mesh;
import io.riskmesh.aws.Moto;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.TableInput;

/** Hive-style tables as Glue describes them, with their files in a local folder. */
@ExtendWith({Moto.class, SparkTest.class})
class HiveSourceTest {
  private static final String LAZY = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";
  private static final String OPEN_CSV = "org.apache.hadoop.hive.serde2.OpenCSVSerde";
  private static final String JSON = "org.openx.data.jsonserde.JsonSerDe";

  @TempDir Path folder;
  private final Mesh mesh = new Mesh();
  private SparkSession spark;
  private EffectiveConfig settings;
  private AwsClients aws;

  @BeforeEach
  void open(SparkSession session) throws IOException {
    Moto.reset();
    spark = session;
    mesh.database("db");
    load();
    aws = new AwsClients(settings.env().aws());
  }

  private void load(String... set) throws IOException {
    Path job =
        write(
            "job.yaml",
            """
            name: cards
            source: {table: db.cards}
            label: {column: bad, positive: 1}
            features:
              - {name: amount, kind: numeric}
              - {name: purpose, kind: categorical, domain: learn}
            """);
    Path env =
        write(
            "env.yaml",
            """
            catalog: {type: glue}
            aws: {region: eu-west-1, endpoint: "%s", attempts: 2}
            artifacts: {uri: artifacts}
            """
                .formatted(Moto.endpoint()));
    settings =
        EffectiveConfig.load(
            Optional.of(job.toString()), Optional.of(env.toString()), List.of(set));
  }

  @AfterEach
  void close() {
    aws.close();
    mesh.close();
  }

  private SourceTable source() {
    return source(Optional.empty());
  }

  private SourceTable source(Optional<SourcePin> pinned) {
    return SourceResolver.open(
        spark,
        aws,
        new SourceRequest(settings.job(), settings.env(), "2026-01-01T00:00:00Z", "none", pinned));
  }

  private List<String> rows() {
    return source()
        .readRows()
        .select("amount", "purpose", "bad")
        .orderBy("amount")
        .collectAsList()
        .stream()
        .map(Row::toString)
        .toList();
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static List<Column> columns(String... namesAndTypes) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < namesAndTypes.length; i += 2) {
      columns.add(Column.builder().name(namesAndTypes[i]).type(namesAndTypes[i + 1]).build());
    }
    return columns;
  }

  private StorageDescriptor text(
      List<Column> columns, String path, String serde, Map<String, String> settings) {
    return StorageDescriptor.builder()
        .columns(columns)
        .location("file:" + folder.resolve(path))
        .inputFormat("org.apache.hadoop.mapred.TextInputFormat")
        .serdeInfo(s -> s.serializationLibrary(serde).parameters(settings))
        .build();
  }

  private void table(StorageDescriptor storage, Map<String, String> parameters, Column... keys) {
    mesh.table(
        "db",
        TableInput.builder()
            .name("cards")
            .storageDescriptor(storage)
            .partitionKeys(keys)
            .parameters(parameters)
            .build());
  }

  private static List<Column> cards() {
    return columns("amount", "bigint", "purpose", "string", "bad", "int");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        LAZY + " | field.delim=; | 0 | 5;a;1#7;\\N;0",
        LAZY + " | field.delim=; | 1 | amount;purpose;bad#5;a;1#7;\\N;0",
        OPEN_CSV + " | separatorChar=; | 1 | Amount;Purpose;Bad#\"5\";\"a\";\"1\"#7;;0",
        OPEN_CSV + " | separatorChar=;quoteChar=' | 0 | '5';'a';'1'#7;;0",
        JSON
            + " | x=y | 0 | {\"amount\": 5, \"purpose\": \"a\", \"bad\": 1}#{\"amount\": 7, \"bad\": 0}",
      })
  void honoursTheSerde(String serde, String set, String skip, String lines) throws IOException {
    write("cards/1.txt", lines.replace('#', '\n') + "\n");
    Map<String, String> parameters = new java.util.HashMap<>();
    for (String one : set.split("(?<=.)(?=quoteChar)")) {
      String[] pair = one.split("=", 2);
      parameters.put(pair[0], pair[1]);
    }
    table(text(cards(), "cards", serde, parameters), Map.of("skip.header.line.count", skip));

    assertThat(rows()).containsExactly("[5,a,1]", "[7,null,0]");
    assertThat(source().isText()).isTrue();
  }

  @Test
  void whatTheDeclaredTypeCannotHoldIsKeptAsText() throws IOException {
    write("cards/1.csv", "x5,a,1\nbroken,a,1,1\n");
    table(text(cards(), "cards", LAZY, Map.of("field.delim", ",")), Map.of());

    List<Row> rows = source().readRows().collectAsList();
    assertThat(rows.get(0).<Long>getAs("amount")).isNull();
    assertThat(rows.get(0).<String>getAs("_text.amount")).isEqualTo("x5");
    assertThat(rows.get(1).<Boolean>getAs("_malformed")).isTrue();
  }

  @Test
  void ofAPartitionThatGrewOnlyTheNewFilesAreRead() throws IOException {
    write("cards/1.csv", "5,a,1\n");
    table(text(cards(), "cards", LAZY, Map.of("field.delim", ",")), Map.of());
    SourcePin then = source().pin();
    assertThat(SourceChange.find(then, source(), settings.job()).extent())
        .isEqualTo(SourceChange.Extent.NOTHING);

    write("cards/2.csv", "7,b,0\n");
    SourceChange added = SourceChange.find(then, source(), settings.job());
    assertThat(added.extent()).isEqualTo(SourceChange.Extent.ADDED);
    assertThat(added.table().readRows().select("amount").collectAsList()).hasToString("[[7]]");
    added.table().requireUnchanged();

    write("cards/1.csv", "6,a,1\n6,a,1\n");
    assertThat(SourceChange.find(then, source(), settings.job()).extent())
        .isEqualTo(SourceChange.Extent.ALL);
  }

  @Test
  void refusesAHeaderInAnotherOrder() throws IOException {
    write("cards/1.csv", "amount,purpose,bad\n5,a,1\n");
    write("cards/2.csv", "purpose,amount,bad\n5,a,1\n");
    table(
        text(cards(), "cards", LAZY, Map.of("field.delim", ",")),
        Map.of("skip.header.line.count", "1"));

    assertThatThrownBy(this::source)
        .hasMessageContaining("2.csv has column purpose at position 1")
        .hasMessageContaining("at position 2");
  }

  @Test
  void readsParquetWhoseNamesHaveAnotherCaseAndWhoseTypesAreNarrower() {
    spark
        .sql("SELECT 5 AS Amount, 'a' AS PURPOSE, 1 AS bad")
        .write()
        .parquet(folder.resolve("cards").toString());
    table(Mesh.parquet(cards(), "file:" + folder.resolve("cards")), Map.of());

    assertThat(rows()).containsExactly("[5,a,1]");
    assertThat(source().schema().apply("amount").dataType().sql()).isEqualTo("BIGINT");
  }

  @Test
  void aPartitionMayLackAColumnAndBeNarrowerButNothingElse() throws IOException {
    spark.sql("SELECT 5 AS amount, 1 AS bad").write().parquet(folder.resolve("old").toString());
    spark
        .sql("SELECT 7L AS amount, 'b' AS purpose, 0 AS bad")
        .write()
        .parquet(folder.resolve("new").toString());
    spark
        .sql("SELECT 'nine' AS amount, 'b' AS purpose, 0 AS bad")
        .write()
        .parquet(folder.resolve("odd").toString());
    table(
        Mesh.parquet(cards(), "file:" + folder),
        Map.of(),
        Column.builder().name("day").type("date").build());
    partition("2025-01-01", columns("amount", "int", "bad", "int"), "old");
    partition("2025-01-02", cards(), "new");
    assertThat(rows()).containsExactly("[5,null,1]", "[7,b,0]");

    partition("2025-01-03", columns("amount", "string", "purpose", "string", "bad", "int"), "odd");
    assertThatThrownBy(() -> source().readRows())
        .hasMessageContaining("column amount is STRING in file")
        .hasMessageContaining("but BIGINT in the table");

    load("source.filter=day < DATE'2025-01-02'");
    assertThat(rows()).containsExactly("[5,null,1]");
    assertThat(source().pin().files())
        .allSatisfy(file -> assertThat(file.path()).contains("/old/"));
    assertThat(source().pin().table().partitions()).isEqualTo("day < '2025-01-02'");
  }

  private void partition(String day, List<Column> columns, String path) {
    mesh.partition(
        "db", "cards", List.of(day), Mesh.parquet(columns, "file:" + folder.resolve(path)));
  }

  @Test
  void aPartitionWhoseFolderHasGoneHasNoRows() {
    table(
        Mesh.parquet(cards(), "file:" + folder),
        Map.of(),
        Column.builder().name("day").type("date").build());
    partition("2025-01-01", cards(), "gone");

    assertThatThrownBy(this::source).hasMessageContaining("has no file with content");
  }

  @Test
  void whatHasChangedUnderWayIsRefusedAndWorthARetry() throws IOException {
    write("cards/1.csv", "5,a,1\n");
    write("cards/_temporary/0/2.csv", "6,a,1\n");
    table(text(cards(), "cards", LAZY, Map.of("field.delim", ",")), Map.of());
    SourceTable source = source();
    assertThat(source.readRows().count()).isEqualTo(1);
    source.requireUnchanged();
    assertThat(source(Optional.of(source.pin())).pin()).isEqualTo(source.pin());

    write("cards/3.csv", "7,a,1\n");
    assertThat(source.readRows().count()).as("pinned files alone").isEqualTo(1);
    RunException e = catchThrowableOfType(RunException.class, source::requireUnchanged);
    assertThat(e.outcome()).isEqualTo(Outcome.SOURCE_UNAVAILABLE);
    assertThat(e.isStale()).isTrue();
    assertThatThrownBy(() -> source(Optional.of(source.pin()))).hasMessageContaining("changed");
  }

  @Test
  void timeTravelNeedsIceberg() throws IOException {
    write("cards/1.csv", "5,a,1\n");
    table(text(cards(), "cards", LAZY, Map.of("field.delim", ",")), Map.of());
    load("source.snapshot=2025-01-01");
    assertThatThrownBy(this::source)
        .hasMessageContaining("source.snapshot is only valid for Iceberg");
  }

  @Test
  void anIcebergTableThatIsWrittenUnderWayIsReadAsItWasPinned() {
    iceberg();
    SourceTable source = source();
    spark.sql("INSERT INTO lake.cards VALUES (7, 'b', 0)");
    commit();

    assertThat(source.readRows().count()).isEqualTo(1);
    assertThat(source(Optional.of(source.pin())).readRows().count()).isEqualTo(1);
    assertThat(source().readRows().count()).isEqualTo(2);
  }

  @Test
  void aPinnedSnapshotWhoseMetadataHasGoneIsWorthARetry() throws IOException {
    iceberg();
    SourcePin pin = source().pin();
    Files.delete(Path.of(pin.table().metadata().replace("file:", "")));

    RunException e = catchThrowableOfType(RunException.class, () -> source(Optional.of(pin)));
    assertThat(e.outcome()).isEqualTo(Outcome.SOURCE_UNAVAILABLE);
    assertThat(e.isStale()).isTrue();
    assertThat(e).hasMessageContaining("does not exist (any more)");
  }

  /** Creates an Iceberg table in a folder and registers its metadata file in Glue. */
  private void iceberg() {
    spark.conf().set("spark.sql.catalog.lake", "org.apache.iceberg.spark.SparkCatalog");
    spark.conf().set("spark.sql.catalog.lake.type", "hadoop");
    spark.conf().set("spark.sql.catalog.lake.warehouse", folder.resolve("lake").toString());
    spark.sql("CREATE TABLE lake.cards (amount BIGINT, purpose STRING, bad INT) USING iceberg");
    spark.sql("INSERT INTO lake.cards VALUES (5, 'a', 1)");
    table(
        Mesh.parquet(cards(), "file:" + folder.resolve("lake/cards")),
        Map.of("table_type", "ICEBERG", "metadata_location", metadata()));
  }

  private void commit() {
    mesh.aws()
        .glue()
        .updateTable(
            r ->
                r.databaseName("db")
                    .tableInput(
                        t ->
                            t.name("cards")
                                .storageDescriptor(
                                    Mesh.parquet(cards(), "file:" + folder.resolve("lake/cards")))
                                .parameters(
                                    Map.of(
                                        "table_type",
                                        "ICEBERG",
                                        "metadata_location",
                                        metadata()))));
  }

  private String metadata() {
    Path files = folder.resolve("lake/cards/metadata");
    try {
      String version = Files.readString(files.resolve("version-hint.text")).strip();
      return "file:" + files.resolve("v" + version + ".metadata.json");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
