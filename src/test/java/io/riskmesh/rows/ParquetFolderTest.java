package io.riskmesh.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class ParquetFolderTest {
  @TempDir private Path folder;

  private ParquetFolder written(SparkSession spark, String... columns) {
    Dataset<Row> rows = spark.range(0, 1_000, 1, 5).selectExpr(columns);
    FolderWriter.write(
        spark, rows.queryExecution().toRdd().toJavaRDD(), rows.schema(), folder.toString());
    return ParquetFolder.at(spark, folder.toString());
  }

  @Test
  void schemaAndCountAreThoseOfTheFiles(SparkSession spark) throws IOException {
    ParquetFolder found = written(spark, "id", "cast(id as string) as `a.b c`");
    Files.writeString(folder.resolve("_marker"), "no rows");
    Files.createDirectories(folder.resolve("_temporary"));

    assertThat(found.count()).isEqualTo(1_000);
    assertThat(found.rows().schema()).isEqualTo(spark.read().parquet(folder.toString()).schema());
    assertThat(found.rows().selectExpr("sum(id)").first().getLong(0)).isEqualTo(499_500);
  }

  @Test
  void aFileThatIsGoneIsNotCounted(SparkSession spark) throws IOException {
    ParquetFolder found = written(spark, "id");
    try (var files = Files.list(folder)) {
      Files.delete(files.filter(file -> file.toString().endsWith("parquet")).findFirst().get());
    }

    assertThat(found.count()).isEqualTo(800);
  }

  @Test
  void aFolderThatIsGoneHasNoRowsToOpen(SparkSession spark) {
    ParquetFolder none = ParquetFolder.at(spark, folder.resolve("none").toString());

    assertThat(none.count()).isZero();
    assertThatThrownBy(none::rows).isInstanceOf(AnalysisException.class);
  }
}
