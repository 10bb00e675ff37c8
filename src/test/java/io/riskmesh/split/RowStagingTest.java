package io.riskmesh.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.config.JobConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class RowStagingTest {
  @TempDir Path folder;

  @Test
  void stagesRolesAndRawColumnsUnderTheContractsNames(SparkSession spark) {
    Dataset<Row> source =
        spark.sql(
            "select * from values"
                + " (1.5D, 'x', 'yes', 2, date'2024-01-01'),"
                + " (cast('NaN' as double), null, 'no', null, null),"
                + " (null, 'y', null, 0, date'2024-01-02')"
                + " as t(`A.b c`, purpose, `Label`, w, day)");
    JobConfig job =
        Jobs.of("A.b c", "w")
            .categorical("purpose")
            .label("Label", "yes")
            .weight("w")
            .eventTime("day")
            .key("purpose")
            .job();
    Dataset<Row> staged = staged(source, job, "a");
    assertThat(staged.columns())
        .containsExactly(
            "_row",
            "_label",
            "_weight",
            "_time",
            "_raw.A.b c",
            "_raw.w",
            "_raw.purpose",
            "_raw.Label",
            "_raw.day");
    assertThat(staged.dtypes())
        .extracting(pair -> pair._1() + " " + pair._2())
        .startsWith("_row LongType", "_label FloatType", "_weight FloatType", "_time TimestampType")
        .endsWith("_raw.day DateType");
    assertThat(staged.orderBy("`_raw.purpose`").collectAsList())
        .extracting(row -> row.get(1) + " " + row.get(2) + " " + row.get(4))
        .containsExactly("0.0 null NaN", "1.0 2.0 1.5", "null 0.0 null");
  }

  @Test
  void keepsWhatATextFileSaid(SparkSession spark) {
    Dataset<Row> source =
        spark.sql(
            "select * from values (cast(null as double), 'x1', '1', true) as t(a, `_text.a`, label, _malformed)");
    Dataset<Row> staged = staged(source, Jobs.of("a").job(), "a");
    assertThat(staged.columns())
        .containsExactly(
            "_row", "_label", "_weight", "_raw.a", "_raw.label", "_text.a", "_malformed");
    assertThat(staged.head().getString(5)).isEqualTo("x1");
  }

  /** A column for another model stands last, so that it breaks only ties of everything else. */
  @Test
  void columnsOfOthersComeLastWithTheirText(SparkSession spark) {
    Dataset<Row> source =
        spark.sql(
            "select * from values (1, '1', 2.5D, '2.50', true) as t(a, label, b, `_text.b`, _malformed)");
    String uri = folder.resolve("others").toUri().toString();
    RowStaging.write(source, Jobs.of("a").job(), Set.of("b"), uri);
    assertThat(spark.read().parquet(uri).columns())
        .containsExactly(
            "_row", "_label", "_weight", "_raw.a", "_raw.label", "_malformed", "_raw.b", "_text.b");
  }

  @Test
  void bytesDoNotDependOnTheSourcesOrderOrPartitions(SparkSession spark) throws IOException {
    // Keys repeat with different content, including zeros of both signs.
    Dataset<Row> source =
        spark
            .range(400)
            .selectExpr(
                "cast(id % 50 as int) as k",
                "if(id % 3 = 0, if(id % 2 = 0, 0D, -0D), cast(id % 7 as double)) as a",
                "cast(id % 5 as string) as c",
                "cast(id % 2 as int) as label");
    JobConfig job = Jobs.of("a").categorical("c").key("k").job();
    staged(source, job, "a");
    staged(source.repartition(7).orderBy(source.col("c").desc()), job, "b");
    List<byte[]> bytes = bytes("a");
    assertThat(bytes).hasSize(4).isNotEmpty();
    assertThat(bytes("b")).usingElementComparator(java.util.Arrays::compare).isEqualTo(bytes);
  }

  @Test
  void replacesWhatAnAttemptHasLeft(SparkSession spark) {
    Dataset<Row> source = spark.range(10).selectExpr("id as a", "id % 2 as label");
    staged(source, Jobs.of("a").job(), "a");
    assertThat(staged(source, Jobs.of("a").job(), "a").count()).isEqualTo(10);
  }

  @Test
  void anEmptySourceIsStagedEmpty(SparkSession spark) {
    Dataset<Row> source = spark.range(0).selectExpr("id as a", "id % 2 as label");
    Dataset<Row> staged = staged(source, Jobs.of("a").job(), "a");
    assertThat(staged.count()).isZero();
    assertThat(staged.columns()).contains("_row", "_raw.a");
  }

  @Test
  void filesGrowWithTheSourceInWideSteps() {
    long mega = 1L << 20;
    assertThat(Stream.of(0L, 127 * mega, 128 * mega, 511 * mega, 512 * mega, 1L << 60))
        .map(RowStaging::files)
        .containsExactly(4, 4, 16, 16, 64, 1024);
  }

  private Dataset<Row> staged(Dataset<Row> source, JobConfig job, String name) {
    String uri = folder.resolve(name).toUri().toString();
    RowStaging.write(source, job, uri);
    return source.sparkSession().read().parquet(uri);
  }

  private List<byte[]> bytes(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("part-"))
          .sorted()
          .map(RowStagingTest::read)
          .toList();
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
