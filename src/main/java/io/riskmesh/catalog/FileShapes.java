package io.riskmesh.catalog;

import io.riskmesh.catalog.SourcePin.SourceFile;
import io.riskmesh.config.Format;
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

/** What each file of a source says of itself: footers, headers, keys. */
final class FileShapes {
  /** So many footers and headers the driver reads by itself, faster than a job starts. */
  private static final int BY_DRIVER = 200;

  private static final int PER_TASK = 50;

  private FileShapes() {}

  /**
   * Reads every file as far as it must.
   *
   * @param source name of the table or path
   * @throws RunException {@code SOURCE_MISSING} naming the file that is not of the format
   */
  static Map<SourceFile, FileShape> of(
      SparkSession spark,
      String source,
      Format format,
      Map<String, String> options,
      List<SourceFile> files) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    // JSON is read from end to end, which is work for the cluster.
    boolean far = files.size() > (format == Format.JSON ? 1 : BY_DRIVER);
    List<FileShape> shapes =
        far
            ? byJob(spark, source, new Reading(format, options, hadoop), files)
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
      Format format,
      Map<String, String> options,
      SourceFile file) {
    try {
      return shape(hadoop, format, options, PinnedFiles.status(file));
    } catch (Exception e) {
      throw failure(e, source, format, file);
    }
  }

  private static RunException failure(Exception e, String source, Format format, SourceFile file) {
    if (e instanceof FileRefusal refusal) {
      return new RunException(
          Outcome.SOURCE_MISSING, "file %s %s.".formatted(file.path(), refusal.getMessage()), e);
    }
    return ReadFailure.of(e, source)
        .orElseGet(
            () ->
                new RunException(
                    Outcome.SOURCE_MISSING,
                    "file %s cannot be read as %s. Check source.format, or have it written anew."
                        .formatted(file.path(), format.word()),
                    e));
  }

  private static FileShape shape(
      Configuration hadoop, Format format, Map<String, String> options, FileStatus file)
      throws IOException {
    return switch (format) {
      case PARQUET -> ParquetFooter.shape(hadoop, file, FileOptions.isHybrid(options));
      case ORC -> OrcFooter.shape(hadoop, file);
      case CSV -> CsvHeader.shape(hadoop, file.getPath(), options);
      case JSON -> JsonKeys.shape(hadoop, file.getPath(), options);
    };
  }

  private static List<FileShape> byJob(
      SparkSession spark, String source, Reading reading, List<SourceFile> files) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int cores = context.defaultParallelism();
    List<Place> places = files.stream().map(Place::of).toList();
    int tasks = Math.max(Math.min(cores, files.size()), files.size() / PER_TASK);
    List<Read> reads = context.parallelize(places, tasks).map(reading).collect();
    for (int i = 0; i < files.size(); i++) {
      if (reads.get(i).failure() != null) {
        throw failure(reads.get(i).failure(), source, reading.format(), files.get(i));
      }
    }
    return reads.stream().map(Read::shape).toList();
  }

  /** A file, for the cluster. */
  private record Place(String path, long bytes) implements Serializable {
    static Place of(SourceFile file) {
      return new Place(file.path(), file.bytes());
    }
  }

  private record Read(FileShape shape, Exception failure) implements Serializable {}

  private record Reading(
      Format format, Map<String, String> options, SerializableConfiguration hadoop)
      implements Function<Place, Read> {
    Reading(Format format, Map<String, String> options, Configuration hadoop) {
      this(format, Map.copyOf(options), new SerializableConfiguration(hadoop));
    }

    @Override
    public Read call(Place place) {
      FileStatus file = new FileStatus(place.bytes(), false, 1, 1, 0, new Path(place.path()));
      try {
        return new Read(shape(hadoop.value(), format, options, file), null);
      } catch (Exception e) {
        return new Read(null, e);
      }
    }
  }
}
