package io.riskmesh.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Plain rows are the rows of the query, whatever its plan. */
@ExtendWith(SparkTest.class)
class PlainRowsTest {
  @TempDir private Path folder;

  private static List<String> texts(Dataset<Row> query) {
    PlainRows plain = PlainRows.of(query);
    StructType schema = plain.schema();
    int[] at = List.of(query.columns()).stream().mapToInt(schema::fieldIndex).toArray();
    return plain
        .rows()
        .map(
            row -> {
              StringBuilder text = new StringBuilder();
              for (int i : at) {
                text.append(row.isNullAt(i) ? null : row.get(i, schema.apply(i).dataType()))
                    .append('|');
              }
              return text.toString();
            })
        .collect()
        .stream()
        .sorted()
        .toList();
  }

  private static List<String> expected(Dataset<Row> query) {
    return query.collectAsList().stream()
        .map(
            row -> {
              StringBuilder text = new StringBuilder();
              for (int i = 0; i < row.size(); i++) {
                text.append(row.get(i)).append('|');
              }
              return text.toString();
            })
        .sorted()
        .toList();
  }

  private Dataset<Row> files(SparkSession spark, String name, Dataset<Row> rows) {
    String path = folder.resolve(name).toString();
    rows.repartition(3).write().parquet(path);
    return spark.read().parquet(path);
  }

  private Dataset<Row> table(SparkSession spark) {
    return files(
        spark,
        "table",
        spark
            .range(500)
            .selectExpr(
                "id",
                "if(id % 7 = 0, null, cast(id % 5 as int)) as code",
                "cast(id / 3 as float) as `a.b`",
                "if(id % 11 = 0, null, concat('t', id % 13)) as text"));
  }

  @Test
  void selectedColumnsAreFoundByName(SparkSession spark) {
    Dataset<Row> query = table(spark).select("text", "`a.b`", "id");

    assertThat(texts(query)).isEqualTo(expected(query)).hasSize(500);
  }

  /** Null is not true, neither of a filter nor of its negation. */
  @Test
  void filtersAndComputedColumnsAreThoseOfSpark(SparkSession spark) {
    Dataset<Row> rows =
        table(spark)
            .withColumn(
                "part",
                functions.expr(
                    "case when pmod(xxhash64(id), 10) < 6 then 'train' when id > 100 then 'test' end"));

    for (String condition : List.of("part = 'train'", "not (part = 'train')", "code > 2")) {
      Dataset<Row> query = rows.filter(condition).select("part", "id", "code");
      assertThat(texts(query)).as(condition).isEqualTo(expected(query)).isNotEmpty();
    }
    Dataset<Row> renamed = rows.selectExpr("id as key", "code as id");
    assertThat(texts(renamed)).isEqualTo(expected(renamed));
  }

  @Test
  void moreColumnsThanOneGeneratedMethodTakesAreRead(SparkSession spark) {
    Column[] columns =
        IntStream.range(0, 300)
            .mapToObj(i -> functions.expr("cast(id + " + i + " as float)").as("c" + i))
            .toArray(Column[]::new);
    Dataset<Row> query = files(spark, "wide", spark.range(40).select(columns));

    assertThat(texts(query)).isEqualTo(expected(query)).hasSize(40);
  }

  @Test
  void foldersGiveColumns(SparkSession spark) {
    String path = folder.resolve("parts").toString();
    table(spark).write().partitionBy("code").parquet(path);
    Dataset<Row> query = spark.read().parquet(path).filter("id < 100").select("code", "id");

    assertThat(texts(query)).isEqualTo(expected(query)).hasSize(100);
  }

  @Test
  void otherPlansRunAsSparkPlansThem(SparkSession spark) {
    Dataset<Row> query = table(spark).groupBy("code").count();

    assertThat(texts(query)).isEqualTo(expected(query)).hasSize(6);
  }
}
