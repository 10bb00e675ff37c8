package io.riskmesh.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.TableInput;

/**
 * A data mesh on the API server: the producers' tables, what they share, and the consumer's links.
 * The server keeps all accounts in one catalog, so a link's target is a database with another name.
 */
public final class Mesh implements AutoCloseable {
  public static final String PRODUCER = "111122223333";

  private final AwsClients aws = new AwsClients(Moto.config(Moto.endpoint(), 3));

  /** Returns clients that access the server directly, without a proxy. */
  public AwsClients aws() {
    return aws;
  }

  /** Creates a bucket with a new name, because Hadoop caches one client per bucket. */
  public String bucket() {
    String name = "mesh-" + UUID.randomUUID().toString().substring(0, 13);
    aws.s3()
        .createBucket(
            b -> b.bucket(name).createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
    return name;
  }

  public void put(String bucket, String key, byte[] content) {
    aws.s3().putObject(r -> r.bucket(bucket).key(key), RequestBody.fromBytes(content));
  }

  /** Uploads the files below a folder that Spark has written. */
  public void upload(Path folder, String bucket, String prefix) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        if (!file.getFileName().toString().startsWith(".")) {
          put(bucket, prefix + "/" + name, Files.readAllBytes(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the keys below a prefix. */
  public List<String> keys(String bucket, String prefix) {
    return aws.s3().listObjectsV2Paginator(r -> r.bucket(bucket).prefix(prefix)).contents().stream()
        .map(object -> object.key())
        .toList();
  }

  public void database(String name) {
    aws.glue().createDatabase(r -> r.databaseInput(d -> d.name(name)));
  }

  /** Creates the consumer's resource link to a whole database. */
  public void databaseLink(String name, String target) {
    databaseLink(name, target, "eu-west-1");
  }

  public void databaseLink(String name, String target, String region) {
    aws.glue()
        .createDatabase(
            r ->
                r.databaseInput(
                    d ->
                        d.name(name)
                            .targetDatabase(
                                t -> t.catalogId(PRODUCER).databaseName(target).region(region))));
  }

  /** Creates the consumer's resource link to one table. */
  public void tableLink(String database, String name, String targetDatabase, String target) {
    aws.glue()
        .createTable(
            r ->
                r.databaseName(database)
                    .tableInput(
                        t ->
                            t.name(name)
                                .targetTable(
                                    link ->
                                        link.catalogId(PRODUCER)
                                            .databaseName(targetDatabase)
                                            .name(target))));
  }

  public void table(String database, TableInput table) {
    aws.glue().createTable(r -> r.databaseName(database).tableInput(table));
  }

  public void partition(
      String database, String table, List<String> values, StorageDescriptor storage) {
    aws.glue()
        .createPartition(
            r ->
                r.databaseName(database)
                    .tableName(table)
                    .partitionInput(p -> p.values(values).storageDescriptor(storage)));
  }

  /** Returns the columns of the credits with the types a crawler infers, the label last. */
  public static List<Column> credits() {
    return credits("bigint");
  }

  public static List<Column> credits(String type) {
    try {
      String header = Files.readAllLines(Path.of("test-data/credit_card/credit_card.csv")).get(0);
      List<Column> columns = new ArrayList<>();
      for (String name : header.split(",")) {
        columns.add(Column.builder().name(name).type(type).build());
      }
      return columns;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what a Glue crawler writes for a CSV file with a header. */
  public static StorageDescriptor crawledCsv(List<Column> columns, String location) {
    return StorageDescriptor.builder()
        .columns(columns)
        .location(location)
        .inputFormat("org.apache.hadoop.mapred.TextInputFormat")
        .outputFormat("org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat")
        .serdeInfo(
            s ->
                s.serializationLibrary("org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe")
                    .parameters(Map.of("field.delim", ",")))
        .parameters(Map.of("skip.header.line.count", "1"))
        .build();
  }

  public static StorageDescriptor parquet(List<Column> columns, String location) {
    return StorageDescriptor.builder()
        .columns(columns)
        .location(location)
        .inputFormat("org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat")
        .outputFormat("org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat")
        .serdeInfo(
            s ->
                s.serializationLibrary(
                    "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"))
        .build();
  }

  /** Creates a crawled CSV table of the credits in the producer's database. */
  public void creditsCsv(String database, String table, String bucket) {
    try {
      put(
          bucket,
          table + "/credit_card.csv",
          Files.readAllBytes(Path.of("test-data/credit_card/credit_card.csv")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    table(
        database,
        TableInput.builder()
            .name(table)
            .tableType("EXTERNAL_TABLE")
            .parameters(
                Map.of("classification", "csv", "delimiter", ",", "skip.header.line.count", "1"))
            .storageDescriptor(crawledCsv(credits(), "s3://%s/%s/".formatted(bucket, table)))
            .build());
  }

  /**
   * Creates an Iceberg table of the credits, written by Spark through Iceberg's own Glue catalog.
   */
  public String creditsIceberg(SparkSession spark, String database, String table, String bucket) {
    Map.of(
            "", "org.apache.iceberg.spark.SparkCatalog",
            ".catalog-impl", "org.apache.iceberg.aws.glue.GlueCatalog",
            ".io-impl", "org.apache.iceberg.aws.s3.S3FileIO",
            ".warehouse", "s3://" + bucket + "/warehouse",
            ".glue.endpoint", Moto.endpoint(),
            ".glue.skip-name-validation", "true",
            ".s3.endpoint", Moto.endpoint(),
            ".s3.path-style-access", "true",
            ".client.region", "eu-west-1",
            ".cache-enabled", "false")
        .forEach((key, value) -> spark.conf().set("spark.sql.catalog.producer" + key, value));
    String name = "producer.`%s`.`%s`".formatted(database, table);
    try {
      spark
          .read()
          .option("header", true)
          .option("inferSchema", true)
          .csv("test-data/credit_card/credit_card.csv")
          .coalesce(1)
          .writeTo(name)
          .using("iceberg")
          .create();
    } catch (Exception e) {
      throw new AssertionError("the producer cannot write its table", e);
    }
    return name;
  }

  @Override
  public void close() {
    aws.close();
  }
}
