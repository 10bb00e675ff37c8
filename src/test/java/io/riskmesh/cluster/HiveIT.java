package io.riskmesh.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.contract.ContractFile;
import io.riskmesh.contract.SchemaValidation;
import io.riskmesh.it.Cli;
import io.riskmesh.it.Notebook;
import io.riskmesh.it.Prepared;
import io.riskmesh.store.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The default job on tables of a real Hive metastore, which is on Derby inside of each process: so
 * there is one process at a time. Its database has no hyphen, which Hive refuses.
 */
@Tag("full")
class HiveIT {
  private static final Path PROJECT = Path.of(System.getProperty("riskmesh.basedir", "."));
  private static final Path CREDITS = PROJECT.resolve("test-data/credit_card/credit_card.csv");
  private static final long MINUTES = 15;

  @TempDir static Path folder;
  private static SparkDistribution spark;
  private static String expected;

  @BeforeAll
  static void makeTables() throws Exception {
    Cli cli = new Cli(folder.resolve("local"));
    assertThat(cli.run("prepare", "--run-id", "local").err()).contains("inputs");
    expected = new Prepared(cli.artifacts(), "local").fingerprint();

    Path conf = Files.createDirectories(folder.resolve("conf"));
    Files.writeString(
        conf.resolve("hive-site.xml"),
        """
        <configuration>
          <property>
            <name>javax.jdo.option.ConnectionURL</name>
            <value>jdbc:derby:;databaseName=%s/metastore_db;create=true</value>
          </property>
        </configuration>
        """
            .formatted(folder));
    Files.copy(CREDITS, Files.createDirectories(folder.resolve("csv")).resolve("credit_card.csv"));
    spark = SparkDistribution.ofPython().with(Map.of("SPARK_CONF_DIR", conf.toString()));

    List<String> sql = new ArrayList<>(options());
    sql.addAll(List.of("-f", Files.writeString(folder.resolve("tables.sql"), tables()).toString()));
    var made = spark.run("spark-sql", sql, folder.resolve("tables.log"), MINUTES);
    assertThat(made.code()).as(made.output()).isZero();
    readAll();
  }

  /** One process for all of them, because the start of one takes longer than to read a table. */
  private static void readAll() throws Exception {
    List<String> options = new ArrayList<>(options());
    options.addAll(
        List.of("--class", Notebook.class.getName(), "--jars", jar(Notebook.class).toString()));
    List<String> commands = new ArrayList<>();
    for (String table :
        List.of("lazy_csv", "quoted_csv", "orc", "spark_csv", "nothing", "seen", "transactional")) {
      commands.addAll(prepare(table, table, "null"));
      commands.add("--then");
    }
    commands.addAll(prepare("spark_parquet", "spark_parquet", "Year = 2025"));
    commands.add("--then");
    var ended = spark.submit(folder.resolve("notebook.log"), MINUTES, options, commands);
    assertThat(ended.code()).as(ended.output()).isZero();
  }

  private static String tables() throws IOException {
    String columns = Files.readAllLines(CREDITS).get(0);
    String typed =
        List.of(columns.split(",")).stream()
            .map(column -> column + " bigint")
            .collect(Collectors.joining(", "));
    return """
        CREATE DATABASE rl_credit;
        USE rl_credit;
        CREATE EXTERNAL TABLE lazy_csv (${typed})
          ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' STORED AS TEXTFILE
          LOCATION '${csv}' TBLPROPERTIES ('skip.header.line.count'='1');
        CREATE EXTERNAL TABLE quoted_csv (${typed})
          ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde' STORED AS TEXTFILE
          LOCATION '${csv}' TBLPROPERTIES ('skip.header.line.count'='1');
        CREATE TABLE spark_csv (${typed}) USING csv OPTIONS (header 'true') LOCATION '${csv}';
        CREATE TABLE spark_parquet USING parquet PARTITIONED BY (Year) AS
          SELECT ${columns}, 2025 AS Year FROM spark_csv
          UNION ALL SELECT ${columns}, 1999 FROM spark_csv;
        CREATE TABLE credit_card (${typed}) PARTITIONED BY (part string, year int)
          STORED AS PARQUET;
        INSERT INTO credit_card PARTITION (part = 'young', year = 2025)
          SELECT ${columns} FROM spark_csv WHERE age < 30;
        INSERT INTO credit_card PARTITION (part = 'old', year = 2025)
          SELECT ${columns} FROM spark_csv WHERE age >= 30;
        INSERT INTO credit_card PARTITION (part = 'old', year = 1999)
          SELECT ${columns} FROM spark_csv;
        CREATE TABLE orc STORED AS ORC AS SELECT * FROM spark_csv;
        CREATE TABLE transactional (${typed}) CLUSTERED BY (age) INTO 2 BUCKETS STORED AS ORC;
        ALTER TABLE transactional SET TBLPROPERTIES ('transactional'='true');
        CREATE VIEW seen AS SELECT * FROM spark_csv;
        """
        .replace("${typed}", typed)
        .replace("${columns}", columns)
        .replace("${csv}", folder.resolve("csv").toUri().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "lazy_csv, csv",
    "quoted_csv, csv",
    "orc, orc",
    "spark_csv, csv",
    "spark_parquet, parquet",
  })
  void tablesOfEveryKindGiveTheSameSplitAndFeatures(String table, String format) {
    Prepared prepared = prepared(table);
    assertThat(prepared.outcome().path("code").asInt(-1)).isZero();
    assertThat(prepared.fingerprint()).isEqualTo(expected);
    assertThat(prepared.source().path("table").path("format").asText()).isEqualTo(format);
    prepared.requireValid();
  }

  @Test
  void submittedItReadsThePartitionsThatTheFilterLeaves() throws Exception {
    List<String> options = new ArrayList<>(options());
    options.addAll(List.of("--class", "io.riskmesh.cli.Main"));
    var ended =
        spark.submit(
            folder.resolve("submitted.log"),
            MINUTES,
            options,
            prepare("submitted", "credit_card", "year = 2025 AND age > 0"));
    assertThat(ended.code()).as(ended.output()).isZero();
    assertThat(prepared("submitted").fingerprint()).isEqualTo(expected);
    prepared("submitted").requireValid();
    JsonNode source = prepared("submitted").source();
    assertThat(source.path("table").path("partitions").asText()).isEqualTo("year = 2025");
    assertThat(source.path("files").toString()).contains("year=2025").doesNotContain("year=1999");
    assertThat(prepared("spark_parquet").source().path("files").toString())
        .contains("Year=2025")
        .doesNotContain("Year=1999");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "seen"})
  void whatIsNoTableIsNamed(String name) {
    JsonNode outcome = prepared(name).outcome();
    assertThat(outcome.path("code").asInt()).isEqualTo(20);
    assertThat(outcome.path("message").asText()).contains("rl_credit." + name);
    SchemaValidation.require(ContractFile.OUTCOME, JsonText.bytes(outcome));
  }

  @Test
  void filesWithDeletedRowsAreNotRead() {
    JsonNode outcome = prepared("transactional").outcome();
    assertThat(outcome.path("code").asInt()).isEqualTo(20);
    assertThat(outcome.path("message").asText()).contains("transactions");
  }

  private static Prepared prepared(String run) {
    return new Prepared(folder.resolve("artifacts"), run);
  }

  private static List<String> options() {
    return List.of(
        "--master",
        "local[2]",
        "--driver-memory",
        "2g",
        "--conf",
        "spark.ui.enabled=false",
        "--conf",
        "spark.sql.warehouse.dir=" + folder.resolve("warehouse"),
        "--driver-java-options",
        "-Dderby.system.home=" + folder);
  }

  private static List<String> prepare(String run, String table, String filter) throws IOException {
    Path environment = folder.resolve("env.yaml");
    Files.writeString(
        environment,
        """
        catalog: {type: hive}
        artifacts: {uri: "%s"}
        spark: {conf: {spark.sql.shuffle.partitions: 2}}
        """
            .formatted(folder.resolve("artifacts")));
    return List.of(
        "prepare",
        "--job",
        PROJECT.resolve("conf/credit-risk.yaml").toString(),
        "--env",
        environment.toString(),
        "--run-id",
        run,
        "--set",
        "source.table=rl_credit." + table,
        "--set",
        "source.filter=" + filter);
  }

  /** A class of the tests for the driver, beside the application's jar. */
  private static Path jar(Class<?> type) throws IOException {
    Path jar = folder.resolve(type.getSimpleName() + ".jar");
    String entry = type.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        InputStream in = type.getResourceAsStream("/" + entry)) {
      out.putNextEntry(new JarEntry(entry));
      in.transferTo(out);
    }
    return jar;
  }
}
