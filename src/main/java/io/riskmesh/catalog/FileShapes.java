package io.riskmesh.catalog;

import io.riskmesh.catalog.SourcePin.SourceFile;
import io.riskmesh.config.SourceFormat;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.ParallelIo;
import io.riskmesh.store.RunException;
import java.io.IOException;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Reads what each file of a source declares about itself: footers, headers, keys. */
final class FileShapes {
  /** Up to this number of footers and headers the driver is faster than a Spark job. */
  private static final int BY_DRIVER = 200;

  private static final int PER_TASK = 50;

  private FileShapes() {}

  /**
   * Reads as much of every file as needed: here for a few files, in one Spark job for many.
   *
   * @param source name of the table or path
   * @throws RunException {@code SOURCE_MISSING} naming the file that does not have the format
   */
  static Map<SourceFile, FileShape> readAll(
      SparkSession spark,
      String source,
      SourceFormat format,
      Map<String, String> options,
      List<SourceFile> files) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    // JSON files must be read from end to end, which is work for the executors.
    boolean far = files.size() > (format == SourceFormat.JSON ? 1 : BY_DRIVER);
    List<FileShape> shapes =
        far
            ? readByJob(spark, source, new ShapeReading(format, options, hadoop), files)
            : ParallelIo.map(files, file -> read(hadoop, source, format, options, file));
    Map<SourceFile, FileShape> byFile = new LinkedHashMap<>();
    for (int i = 0; i < files.size(); i++) {
      byFile.put(files.get(i), shapes.get(i));
    }
    return byFile;
  }

  private static FileShape read(
      Configuration hadoop,
      String source,
      SourceFormat format,
      Map<String, String> options,
      SourceFile file) {
    try {
      return readShape(hadoop, format, options, PinnedFiles.status(file));
    } catch (Exception e) {
      throw failure(e, source, format, file);
    }
  }

  private static RunException failure(
      Exception e, String source, SourceFormat format, SourceFile file) {
    if (e instanceof FileRefusal refusal) {
      return new RunException(
          Outcome.SOURCE_MISSING, "file %s %s.".formatted(file.path(), refusal.getMessage()), e);
    }
    return ReadFailure.of(e, source)
        .orElseGet(
            () ->
                new RunException(
                    Outcome.SOURCE_MISSING,
                    "file %s cannot be read as %s. Check source.format and the ending of its name, or have it rewritten."
                        .formatted(file.path(), format.word()),
                    e));
  }

  private static FileShape readShape(
      Configuration hadoop, SourceFormat format, Map<String, String> options, FileStatus file)
      throws IOException {
    return switch (format) {
      case PARQUET -> ParquetFooter.readShape(hadoop, file, FileOptions.isHybrid(options));
      case ORC -> OrcFooter.readShape(hadoop, file);
      case CSV -> CsvHeader.readShape(hadoop, file.getPath(), options);
      case JSON -> JsonKeys.readShape(hadoop, file.getPath(), options);
    };
  }

  private static List<FileShape> readByJob(
      SparkSession spark, String source, ShapeReading reading, List<SourceFile> files) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int cores = context.defaultParallelism();
    List<FilePlace> places = files.stream().map(FilePlace::of).toList();
    int tasks = Math.max(Math.min(cores, files.size()), files.size() / PER_TASK);
    List<ShapeRead> reads = context.parallelize(places, tasks).map(reading).collect();
    for (int i = 0; i < files.size(); i++) {
      if (reads.get(i).failure() != null) {
        throw failure(reads.get(i).failure(), source, reading.format(), files.get(i));
      }
    }
    return reads.stream().map(ShapeRead::shape).toList();
  }

  /** A file, in serialisable form for the executors. */
  private record FilePlace(String path, long bytes) implements Serializable {
    static FilePlace of(SourceFile file) {
      return new FilePlace(file.path(), file.bytes());
    }
  }

  private record ShapeRead(FileShape shape, Exception failure) implements Serializable {}

  private record ShapeReading(
      SourceFormat format, Map<String, String> options, SerializableConfiguration hadoop)
      implements Function<FilePlace, ShapeRead> {
    ShapeReading(SourceFormat format, Map<String, String> options, Configuration hadoop) {
      this(format, Map.copyOf(options), new SerializableConfiguration(hadoop));
    }

    @Override
    public ShapeRead call(FilePlace place) {
      FileStatus file = new FileStatus(place.bytes(), false, 1, 1, 0, new Path(place.path()));
      try {
        return new ShapeRead(readShape(hadoop.value(), format, options, file), null);
      } catch (Exception e) {
        return new ShapeRead(null, e);
      }
    }
  }
}
