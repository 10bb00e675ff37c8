package io.riskmesh.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Counts how often the source is read, from the rows that Spark reports its tasks to have read. */
@ExtendWith(SparkTest.class)
class PassesTest {
  @TempDir Path folder;

  @Test
  void readsTheSourceThreeTimes(SparkSession spark) throws Exception {
    long rows = 500;
    Path source = wide(spark, rows, 12);
    Looking looking = new Looking(spark, folder);
    var settings = looking.settings(source, "parquet");

    assertThat(read(spark, () -> looking.at(settings, OptionalLong.empty()), 3))
        .isEqualTo(3 * rows);
  }

  @Test
  void aTableWithoutNumbersNeedsNoPassForCorrelations(SparkSession spark) throws Exception {
    Path source = folder.resolve("texts");
    spark
        .range(300)
        .selectExpr("concat('x', id % 3) as a", "id % 2 = 0 as label")
        .write()
        .parquet(source.toString());
    Looking looking = new Looking(spark, folder);
    var settings = looking.settings(source, "parquet", "label.positive=true");

    assertThat(read(spark, () -> looking.at(settings, OptionalLong.empty()), 2)).isEqualTo(600);
  }

  @Test
  void aSampleIsTheSameHoweverTheSourceIsPartitioned(SparkSession spark) {
    Path source = wide(spark, 2_000, 3);
    Looking looking = new Looking(spark, folder);
    SourceProfile sample = looking.at(looking.settings(source, "parquet"), OptionalLong.of(600));
    Path other = folder.resolve("other");
    spark.read().parquet(source.toString()).repartition(3).write().parquet(other.toString());
    SourceProfile again = looking.at(looking.settings(other, "parquet"), OptionalLong.of(600));

    assertThat(sample.rows()).isBetween(520L, 680L).isEqualTo(again.rows());
    assertThat(sample.sampledFrom()).isEqualTo(2_000);
    assertThat(sample.passes()).isEqualTo(4);
    assertThat(again.columns().equals(sample.columns())).isTrue();
    assertThat(
            looking.at(looking.settings(source, "parquet"), OptionalLong.of(2_000)).sampledFrom())
        .as("no more rows than there are")
        .isNull();
  }

  @Tag("full")
  @Test
  void aWideTableTakesNoMorePasses(SparkSession spark) throws Exception {
    Path source = wide(spark, 200, 300);
    Looking looking = new Looking(spark, folder);
    var settings = looking.settings(source, "parquet");
    SourceProfile[] profile = new SourceProfile[1];

    long read =
        read(
            spark,
            () -> {
              profile[0] = looking.at(settings, OptionalLong.empty());
              return profile[0];
            },
            3);

    assertThat(read).isEqualTo(600);
    assertThat(profile[0].columns()).hasSize(301);
    assertThat(ProfileFile.html(profile[0]).length).isLessThan(700_000);
  }

  private Path wide(SparkSession spark, long rows, int columns) {
    Path source = folder.resolve("wide" + columns);
    Column[] all =
        IntStream.rangeClosed(0, columns)
            .mapToObj(
                i ->
                    i == columns
                        ? functions.expr("cast(pmod(hash(id), 4) = 0 as int)").as("label")
                        : functions
                            .expr("pmod(hash(id, %d), 1000) / 8.0d".formatted(i))
                            .as("n" + i))
            .toArray(Column[]::new);
    spark.range(0, rows, 1, 2).select(all).write().parquet(source.toString());
    return source;
  }

  private static long read(SparkSession spark, Supplier<SourceProfile> work, int passes)
      throws Exception {
    AtomicLong read = new AtomicLong();
    SparkListener counter =
        new SparkListener() {
          @Override
          public void onTaskEnd(SparkListenerTaskEnd end) {
            read.addAndGet(end.taskMetrics().inputMetrics().recordsRead());
          }
        };
    spark.sparkContext().listenerBus().waitUntilEmpty(30_000);
    spark.sparkContext().addSparkListener(counter);
    try {
      assertThat(work.get().passes()).isEqualTo(passes);
      spark.sparkContext().listenerBus().waitUntilEmpty(30_000);
    } finally {
      spark.sparkContext().removeSparkListener(counter);
    }
    return read.get();
  }
}
