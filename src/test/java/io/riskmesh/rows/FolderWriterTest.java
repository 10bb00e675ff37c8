package io.riskmesh.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class FolderWriterTest {
  private static final List<String> FOLDERS = List.of("even", "odd", "never");

  private static final float[] NONE = {};

  @TempDir private Path folder;

  private void write(SparkSession spark, long rows, FolderWriter.TaskOutput output) {
    Dataset<Row> numbers = spark.range(0, rows, 1, 3).toDF();
    FolderWriter.write(
        spark,
        numbers.queryExecution().toRdd().toJavaRDD(),
        FileLayout.of(numbers.schema()),
        folder.toString(),
        FOLDERS,
        output);
  }

  private static FolderWriter.TaskOutput byParity() {
    return (rows, sink) ->
        rows.forEachRemaining(row -> sink.write((int) (row.getLong(0) % 2), row, NONE));
  }

  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .filter(file -> !file.endsWith(".crc"))
          .toList();
    }
  }

  @Test
  void eachRowIsInItsFolderOnce(SparkSession spark) throws IOException {
    write(spark, 1_000, byParity());

    for (int i = 0; i < 2; i++) {
      Dataset<Row> read = spark.read().parquet(folder.resolve(FOLDERS.get(i)).toString());
      assertThat(read.count()).isEqualTo(500);
      assertThat(read.filter("id % 2 = " + i).distinct().count()).isEqualTo(500);
    }
    assertThat(spark.read().parquet(folder.resolve("never").toString()).count()).isZero();
    assertThat(left()).allMatch(file -> file.matches("(even|odd|never)/part-.*\\.parquet"));
  }

  @Test
  void noRowsAtAllGiveEmptyFolders(SparkSession spark) {
    write(spark, 0, byParity());

    assertThat(spark.read().parquet(folder.resolve("odd").toString()).count()).isZero();
  }

  @Test
  void whatWasThereIsReplacedAndTheRestStays(SparkSession spark) throws IOException {
    write(spark, 10, byParity());
    Files.writeString(folder.resolve("odd/part-00000-old.snappy.parquet"), "half a file");
    Files.createDirectories(folder.resolve("predictions"));
    Files.writeString(folder.resolve("predictions/kept"), "kept");

    write(spark, 20, byParity());

    assertThat(spark.read().parquet(folder.resolve("odd").toString()).count()).isEqualTo(10);
    assertThat(folder.resolve("predictions/kept")).hasContent("kept");
  }

  @Test
  void anEndedFileIsFollowedByAnother(SparkSession spark) throws IOException {
    write(
        spark,
        30,
        (rows, sink) ->
            rows.forEachRemaining(
                row -> {
                  sink.write(0, row, NONE);
                  sink.endFile(0);
                  sink.endFile(1);
                }));

    assertThat(left().stream().filter(file -> file.startsWith("even/"))).hasSize(30);
    assertThat(spark.read().parquet(folder.resolve("even").toString()).count()).isEqualTo(30);
  }

  @Test
  void aFailedTaskLeavesNothing(SparkSession spark) throws IOException {
    assertThatThrownBy(
            () ->
                write(
                    spark,
                    1_000,
                    (rows, sink) ->
                        rows.forEachRemaining(
                            row -> {
                              if (row.getLong(0) == 900) {
                                throw new IllegalStateException("row 900");
                              }
                              sink.write(0, row, NONE);
                            })))
        .hasMessageContaining("row 900");

    assertThat(left()).isEmpty();
  }
}
