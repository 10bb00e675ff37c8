package io.riskmesh.catalog;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.catalog.SourcePin.SourceFile;
import io.riskmesh.config.Format;
import io.riskmesh.config.JobConfig;
import io.riskmesh.store.Outage;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Files under a path, listed once. */
record FileSource(SourcePin pin, StructType schema, Dataset<Row> all, boolean isText, JobConfig job)
    implements SourceTable {
  private static final String CORRUPT = "_corrupt";

  static SourceTable open(
      SparkSession spark, JobConfig job, String asOf, Optional<SourcePin> pinned) {
    String path = job.source().path().orElseThrow();
    Format format = job.source().format().orElseThrow();
    List<SourceFile> files = list(spark, path);
    pinned.ifPresent(pin -> requireSame(pin, files));
    Dataset<Row> rows = read(spark, format, job.source().options(), files);
    StructType schema = withoutCorrupt(rows.schema());
    SourcePin pin =
        new SourcePin(
            "files",
            path,
            path,
            null,
            null,
            asOf,
            job.source().filter().orElse(null),
            Projection.columns(schema),
            files);
    return new FileSource(pin, schema, rows, format.isText(), job);
  }

  private static List<SourceFile> list(SparkSession spark, String path) {
    Path root = new Path(path);
    List<SourceFile> files = new ArrayList<>();
    try {
      FileSystem system = root.getFileSystem(spark.sessionState().newHadoopConf());
      RemoteIterator<LocatedFileStatus> found = system.listFiles(root, true);
      while (found.hasNext()) {
        FileStatus file = found.next();
        if (!isHidden(file.getPath()) && file.getLen() > 0) {
          files.add(describe(file));
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw Outage.of(e, "listing source.path " + path)
          .orElseGet(() -> missing(path, "is not there or cannot be listed", e));
    }
    if (files.isEmpty()) {
      throw missing(path, "has no file with content", null);
    }
    files.sort(Comparator.comparing(SourceFile::path));
    return List.copyOf(files);
  }

  private static boolean isHidden(Path file) {
    return file.getName().startsWith("_") || file.getName().startsWith(".");
  }

  private static SourceFile describe(FileStatus file) {
    return new SourceFile(
        file.getPath().toString(),
        file.getLen(),
        Instant.ofEpochMilli(file.getModificationTime()).toString());
  }

  private static RunException missing(String path, String why, Exception cause) {
    return new RunException(
        Outcome.SOURCE_MISSING, "source.path %s %s".formatted(path, why), cause);
  }

  private static void requireSame(SourcePin pin, List<SourceFile> files) {
    if (!pin.files().equals(files)) {
      throw new RunException(
          Outcome.SOURCE_MISSING,
          "the files under %s have changed since this run pinned them. Start a new run id."
              .formatted(pin.name()));
    }
  }

  private static Dataset<Row> read(
      SparkSession spark, Format format, Map<String, String> options, List<SourceFile> files) {
    String[] paths = files.stream().map(SourceFile::path).toArray(String[]::new);
    try {
      return switch (format) {
        case CSV -> csv(spark, options, paths);
        case JSON -> json(spark, options, paths);
        case PARQUET, ORC ->
            spark
                .read()
                .options(options)
                .format(format.name().toLowerCase(Locale.ROOT))
                .load(paths);
      };
    } catch (Exception e) {
      String file = files.get(0).path();
      String kind = format.name().toLowerCase(Locale.ROOT);
      throw Outage.of(e, "reading source.path " + file)
          .orElseGet(() -> missing(file, "cannot be read as " + kind, e));
    }
  }

  /** Every value as text: a type that is inferred depends on the rows, and so would the split. */
  private static Dataset<Row> csv(SparkSession spark, Map<String, String> options, String[] paths) {
    StructType header = spark.read().option("header", true).options(options).csv(paths).schema();
    return spark
        .read()
        .option("header", true)
        // A second file with another header is an error, not columns read under wrong names.
        .option("enforceSchema", false)
        // With pruning, Spark looks at no more tokens than it needs and misses broken records.
        .option("columnPruning", false)
        .option("mode", "PERMISSIVE")
        .option("columnNameOfCorruptRecord", CORRUPT)
        .options(options)
        .schema(header.add(CORRUPT, DataTypes.StringType))
        .csv(paths);
  }

  private static Dataset<Row> json(
      SparkSession spark, Map<String, String> options, String[] paths) {
    int sample = 10_000;
    StructType shape =
        spark
            .read()
            .option("primitivesAsString", true)
            .options(options)
            .json(spark.read().textFile(paths).limit(sample))
            .schema();
    return spark
        .read()
        .option("mode", "PERMISSIVE")
        .option("columnNameOfCorruptRecord", CORRUPT)
        .options(options)
        .schema(withoutCorrupt(shape).add(CORRUPT, DataTypes.StringType))
        .json(paths);
  }

  private static StructType withoutCorrupt(StructType schema) {
    StructType rest = new StructType();
    for (var field : schema.fields()) {
      if (!field.name().equals(CORRUPT) && !field.name().equals("_corrupt_record")) {
        rest = rest.add(field);
      }
    }
    return rest;
  }

  @Override
  public Dataset<Row> rows() {
    return isText ? typed() : Projection.of(all, job);
  }

  private Dataset<Row> typed() {
    Roles roles = Roles.of(job);
    List<Column> columns = new ArrayList<>();
    for (String name : roles.used()) {
      Column text = Projection.column(name);
      if (roles.numbers().contains(name)) {
        columns.add(number(trim(text)).as(name));
        columns.add(text.as("_text." + name));
      } else if (roles.times().contains(name)) {
        columns.add(trim(text).cast(DataTypes.TimestampType).as(name));
        columns.add(text.as("_text." + name));
      } else {
        columns.add(text);
      }
    }
    columns.add(col(CORRUPT).isNotNull().as("_malformed"));
    return Projection.filter(all, job).select(columns.toArray(Column[]::new));
  }

  /** As {@link Canonical#number} reads a typed column: a date is days, a time is seconds. */
  private static Column number(Column text) {
    return when(
            text.rlike("^\\d{4}-\\d{2}-\\d{2}$"),
            unix_date(text.cast(DataTypes.DateType)).cast(DataTypes.DoubleType))
        .when(
            text.rlike("^\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:"),
            unix_micros(text.cast(DataTypes.TimestampType)).divide(lit(1e6)))
        .otherwise(text.cast(DataTypes.DoubleType));
  }
}
