package io.riskmesh.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.TableInput;

/** Locations of partitions: folders of any name, and partitions that the catalog does not list. */
@ExtendWith({Moto.class, SparkTest.class})
class PartitionPlacesTest {
  /** Folder names that Hive and Spark use, and names that people use. */
  private static final List<String> FOLDERS =
      List.of("a b", "a%20b", "x=1%3A2", "x=50%25", "ä#1", "plain");

  @TempDir Path folder;
  private final Mesh mesh = new Mesh();
  private SparkSession spark;

  @BeforeEach
  void open(SparkSession session) {
    Moto.reset();
    spark = session;
    spark.sql("CREATE DATABASE places LOCATION '" + folder.resolve("db") + "'");
    mesh.database("places");
  }

  @AfterEach
  void close() {
    spark.sql("DROP DATABASE places CASCADE");
    mesh.close();
  }

  @Test
  void glueReadsEveryFolderByItsName() {
    inGlue(Map.of());
    for (int i = 0; i < FOLDERS.size(); i++) {
      String location = rows(i, folder.resolve("files").resolve(FOLDERS.get(i)));
      mesh.partition("places", "t", List.of("p" + i), Mesh.parquet(columns(), location));
    }
    assertAll(source("glue"));
  }

  @Test
  void theSessionsMetastoreReadsEveryFolderByItsName() {
    inSession("");
    for (int i = 0; i < FOLDERS.size(); i++) {
      String location = rows(i, folder.resolve("files").resolve(FOLDERS.get(i)));
      spark.sql(
          "ALTER TABLE places.t ADD PARTITION (p = 'p%d') LOCATION '%s'".formatted(i, location));
    }
    assertAll(source("hive"));
  }

  private void assertAll(SourceTable table) {
    assertThat(table.readRows().orderBy("amount").collectAsList())
        .hasToString("[[0,0], [1,0], [2,0], [3,0], [4,0], [5,0]]");
    assertThat(Written.marks(table))
        .as("each row has its file")
        .isEqualTo(table.listFilePaths().keySet());
    table.requireUnchanged();
  }

  /**
   * Writes the rows elsewhere and moves them: how Spark would write to the folder is not tested
   * here.
   */
  private String rows(int amount, Path to) {
    try {
      Path written = folder.resolve("written" + amount);
      spark
          .sql("SELECT %d AS amount, 0 AS label".formatted(amount))
          .coalesce(1)
          .write()
          .parquet(written.toString());
      Files.createDirectories(to.getParent());
      Files.move(written, to);
      return "file:" + to;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"glue", "hive"})
  void refusesAPartitionProjectionRatherThanReadAPartOfIt(String catalog) {
    Map<String, String> projection =
        Map.of(
            "projection.enabled",
            "TRUE",
            "projection.p.type",
            "enum",
            "projection.p.values",
            "a,b");
    one(catalog, projection);
    assertThatThrownBy(() -> source(catalog))
        .isInstanceOf(RunException.class)
        .hasMessageContainingAll("places.t has partition projection", "catalog.type: athena")
        .extracting(e -> ((RunException) e).outcome())
        .isEqualTo(Outcome.SOURCE_MISSING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"glue", "hive"})
  void readsTheListOfPartitionsWhereProjectionIsOff(String catalog) {
    one(catalog, Map.of("projection.enabled", "false", "projection.p.type", "enum"));
    assertThat(source(catalog).readRows().collectAsList()).hasToString("[[7,0]]");
  }

  private void one(String catalog, Map<String, String> parameters) {
    String location = rows(7, folder.resolve("files"));
    if (catalog.equals("glue")) {
      inGlue(parameters);
      mesh.partition("places", "t", List.of("a"), Mesh.parquet(columns(), location));
      return;
    }
    StringBuilder properties = new StringBuilder();
    parameters.forEach((key, value) -> properties.append(", '%s' = '%s'".formatted(key, value)));
    inSession("TBLPROPERTIES (" + properties.substring(2) + ")");
    spark.sql("ALTER TABLE places.t ADD PARTITION (p = 'a') LOCATION '%s'".formatted(location));
  }

  private void inSession(String rest) {
    spark.sql(
        "CREATE TABLE places.t (amount int, label int, p string) USING parquet PARTITIONED BY (p) LOCATION '%s' %s"
            .formatted(folder.resolve("empty"), rest));
  }

  private void inGlue(Map<String, String> parameters) {
    mesh.table(
        "places",
        TableInput.builder()
            .name("t")
            .storageDescriptor(Mesh.parquet(columns(), "file:" + folder.resolve("empty")))
            .partitionKeys(Column.builder().name("p").type("string").build())
            .parameters(new HashMap<>(parameters))
            .build());
  }

  private static List<Column> columns() {
    return List.of(
        Column.builder().name("amount").type("int").build(),
        Column.builder().name("label").type("int").build());
  }

  private SourceTable source(String catalog) {
    try {
      Path job =
          Files.writeString(
              folder.resolve("job.yaml"),
              """
              name: job
              source: {table: places.t}
              label: {column: label, positive: 1}
              features: [{name: amount, kind: numeric}]
              """);
      Path env =
          Files.writeString(
              folder.resolve("env.yaml"),
              """
              catalog: {type: %s}
              aws: {region: eu-west-1, endpoint: "%s", attempts: 2}
              artifacts: {uri: out}
              """
                  .formatted(catalog, Moto.endpoint()));
      EffectiveConfig settings =
          EffectiveConfig.load(Optional.of(job.toString()), Optional.of(env.toString()), List.of());
      try (AwsClients aws = new AwsClients(settings.env().aws())) {
        return SourceResolver.open(
            spark,
            aws,
            new SourceRequest(
                settings.job(), settings.env(), "2026-01-01T00:00:00Z", "none", Optional.empty()));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
