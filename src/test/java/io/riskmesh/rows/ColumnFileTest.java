package io.riskmesh.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class ColumnFileTest {
  private static final float[] NONE = {};

  @TempDir private Path folder;

  private org.apache.hadoop.fs.Path file() {
    return new org.apache.hadoop.fs.Path(folder.resolve("part.parquet").toUri());
  }

  private Dataset<Row> read(SparkSession spark) {
    return spark.read().parquet(file().toString());
  }

  private ParquetMetadata footer(org.apache.hadoop.fs.Path path) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(path, new Configuration()))) {
      return reader.getFooter();
    }
  }

  /** Every type that can be staged, with nulls, extremes and repeats. */
  private static Dataset<Row> everyType(SparkSession spark) {
    return spark
        .range(0, 10_000, 1, 1)
        .selectExpr(
            "id",
            "if(id % 7 = 0, null, id % 2 = 0) b",
            "cast(if(id % 5 = 0, null, id % 256 - 128) as tinyint) i8",
            "cast(id - 5000 as smallint) i16",
            "if(id % 3 = 0, null, cast(hash(id) as int)) i32",
            "if(id % 3 = 1, null, xxhash64(id)) i64",
            "if(id % 11 = 0, null, cast(id as float) / -3) f32",
            "case id % 5 when 0 then double('NaN') when 1 then -0.0D when 2 then null"
                + " when 3 then double('Infinity') else id / 7D end f64",
            "if(id % 4 = 0, null, repeat(chr(cast(65 + id % 26 as int)), cast(id % 40 as int))) s",
            "if(id % 6 = 0, null, encode(concat('ä€', id), 'UTF-8')) bytes",
            "cast(if(id % 9 = 0, null, id - 5000) as decimal(9, 2)) d9",
            "cast(if(id % 9 = 1, null, -id * 1000003) as decimal(18, 3)) d18",
            "cast(if(id % 9 = 2, null, (id - 5000) * 100000000000000000) as decimal(38, 5)) d38",
            "if(id % 8 = 0, null, date_add(date'0001-01-01', cast(id * 100 as int))) day",
            "if(id % 8 = 1, null, timestamp_micros(id * 123456789012 - 62135596800000000)) t",
            "if(id % 8 = 2, null, cast(date_add(date'1900-01-01', cast(id as int))"
                + " as timestamp_ntz)) ntz",
            "cast(null as string) never");
  }

  @Test
  void everyTypeIsReadAsItWasWrittenBySpark(SparkSession spark) throws IOException {
    Dataset<Row> rows = everyType(spark);
    spark.conf().set("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED");
    spark.conf().set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    Path theirs = folder.resolve("spark");
    rows.write().parquet(theirs.toString());
    List<InternalRow> all =
        rows.queryExecution().toRdd().toJavaRDD().map(InternalRow::copy).collect();

    try (ColumnFile ours =
        new ColumnFile(file(), new Configuration(), FileLayout.of(rows.schema()))) {
      for (InternalRow row : all) {
        ours.write(row, NONE);
      }
    }

    Dataset<Row> expected = spark.read().parquet(theirs.toString()).orderBy("id");
    assertThat(read(spark).schema()).isEqualTo(expected.schema());
    assertThat(read(spark).orderBy("id").collectAsList()).isEqualTo(expected.collectAsList());
    try (var files = java.nio.file.Files.list(theirs)) {
      Path part = files.filter(f -> f.toString().endsWith(".parquet")).findFirst().orElseThrow();
      var sparks = footer(new org.apache.hadoop.fs.Path(part.toUri())).getFileMetaData();
      var written = footer(file()).getFileMetaData();
      assertThat(written.getSchema()).isEqualTo(sparks.getSchema());
      assertThat(written.getKeyValueMetaData()).isEqualTo(sparks.getKeyValueMetaData());
    }
  }

  @Test
  void floatsBesideTheRowsFollowTheirCopiedColumns(SparkSession spark) throws IOException {
    StructType schema =
        new StructType()
            .add("skipped", DataTypes.LongType)
            .add("text", DataTypes.StringType)
            .add("row", DataTypes.LongType, false);
    FileLayout layout =
        new FileLayout(
            new StructType().add(schema.apply("row")).add(schema.apply("text")),
            new int[] {2, 1},
            IntStream.range(0, 150).mapToObj(i -> "f." + i).toList());
    Random random = new Random(7);
    List<List<Object>> expected = new ArrayList<>();
    try (ColumnFile ours = new ColumnFile(file(), new Configuration(), layout)) {
      for (long row = 0; row < 5_003; row++) {
        float[] floats = new float[150];
        List<Object> values = new ArrayList<>(Arrays.asList(row, null));
        for (int i = 0; i < floats.length; i++) {
          floats[i] = i % 3 == 0 ? random.nextInt(2) : i % 3 == 1 ? random.nextFloat() : Float.NaN;
          values.add(floats[i]);
        }
        ours.write(new GenericInternalRow(new Object[] {9L, null, row}), floats);
        expected.add(values);
      }
    }

    List<Row> read = read(spark).collectAsList();
    assertThat(read).hasSize(5_003);
    for (int i = 0; i < read.size(); i++) {
      Row row = read.get(i);
      assertThat(IntStream.range(0, row.size()).mapToObj(row::get).toList())
          .isEqualTo(expected.get(i));
    }
    ColumnChunkMetaData oneHot = footer(file()).getBlocks().get(0).getColumns().get(2);
    assertThat(oneHot.hasDictionaryPage()).isTrue();
    assertThat(oneHot.getTotalSize()).isLessThan(5_003);
  }

  @Test
  void aNullWhereNoneIsDeclaredIsAnError() throws IOException {
    StructType schema = new StructType().add("row", DataTypes.LongType, false);
    ColumnFile ours = new ColumnFile(file(), new Configuration(), FileLayout.of(schema));
    ours.write(new GenericInternalRow(new Object[] {null}), NONE);

    assertThatThrownBy(ours::close).hasMessageContaining("never null");
  }
}
