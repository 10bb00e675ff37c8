package io.riskmesh.rows;

import io.riskmesh.store.ParallelIo;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * A folder of Parquet files that riskmesh has written. Schema and number of rows come from the
 * files' footers, read side by side on the driver rather than in Spark jobs.
 */
public final class ParquetFolder {
  private static final String SCHEMA = "org.apache.spark.sql.parquet.row.metadata";

  private final SparkSession spark;
  private final String uri;
  private final Configuration conf;

  private ParquetFolder(SparkSession spark, String uri) {
    this.spark = spark;
    this.uri = uri;
    this.conf = spark.sessionState().newHadoopConf();
  }

  /** Names a folder; reads nothing. */
  public static ParquetFolder at(SparkSession spark, String uri) {
    return new ParquetFolder(spark, uri);
  }

  /** Opens the rows; reads the names of the files and one footer. */
  public Dataset<Row> rows() {
    List<FileStatus> files = files();
    return files.isEmpty()
        ? spark.read().parquet(uri)
        : spark.read().schema(schema(files.get(0))).parquet(uri);
  }

  private StructType schema(FileStatus file) {
    try (ParquetFileReader reader = open(file)) {
      return (StructType)
          DataType.fromJson(reader.getFileMetaData().getKeyValueMetaData().get(SCHEMA));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Counts the rows in the files that are there; reads every footer. */
  public long count() {
    return ParallelIo.map(files(), this::count).stream().mapToLong(Long::longValue).sum();
  }

  private long count(FileStatus file) {
    try (ParquetFileReader reader = open(file)) {
      return reader.getRecordCount();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ParquetFileReader open(FileStatus file) throws IOException {
    return ParquetFileReader.open(
        HadoopInputFile.fromStatus(file, conf),
        HadoopReadOptions.builder(conf, file.getPath()).build());
  }

  /** Lists the files that Spark reads; none if there is no folder. */
  private List<FileStatus> files() {
    Path folder = new Path(uri);
    try {
      return Stream.of(folder.getFileSystem(conf).listStatus(folder))
          .filter(file -> file.isFile() && !file.getPath().getName().matches("[._].*"))
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
