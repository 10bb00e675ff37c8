package io.riskmesh.catalog;

import io.riskmesh.catalog.SourcePin.SourceFile;
import io.riskmesh.config.Format;
import io.riskmesh.store.Outage;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Files under a path, listed once. */
record FileSource(SourcePin pin, StructType schema, Dataset<Row> all, boolean isText, Wanted wanted)
    implements SourceTable {
  static SourceTable open(
      SparkSession spark, Wanted wanted, String asOf, Optional<SourcePin> pinned) {
    String path = wanted.source().path().orElseThrow();
    Format format = wanted.source().format().orElseThrow();
    List<SourceFile> files = list(spark, path);
    pinned.ifPresent(pin -> FileList.requireSame(pin, files));
    Dataset<Row> rows = read(spark, format, wanted.source().options(), files);
    StructType schema = withoutCorrupt(rows.schema());
    SourcePin pin =
        new SourcePin(
            "files",
            path,
            path,
            null,
            null,
            asOf,
            wanted.source().filter().orElse(null),
            Projection.columns(schema),
            files,
            null,
            null);
    return new FileSource(pin, schema, rows, format.isText(), wanted);
  }

  private static List<SourceFile> list(SparkSession spark, String path) {
    List<SourceFile> files;
    try {
      files = FileList.under(spark.sessionState().newHadoopConf(), path);
    } catch (IOException | IllegalArgumentException e) {
      throw Outage.of(e, "listing source.path " + path)
          .orElseGet(() -> missing(path, "is not there or cannot be listed", e));
    }
    if (files.isEmpty()) {
      throw missing(path, "has no file with content", null);
    }
    return files;
  }

  private static RunException missing(String path, String why, Exception cause) {
    return new RunException(
        Outcome.SOURCE_MISSING, "source.path %s %s".formatted(path, why), cause);
  }

  private static Dataset<Row> read(
      SparkSession spark, Format format, Map<String, String> options, List<SourceFile> files) {
    String[] paths = paths(files);
    try {
      return switch (format) {
        case CSV -> csv(spark, options, paths);
        case JSON -> json(spark, options, paths);
        case PARQUET, ORC -> reader(spark, format, options).load(paths);
      };
    } catch (Exception e) {
      String file = files.get(0).path();
      String kind = format.word();
      throw Outage.of(e, "reading source.path " + file)
          .orElseGet(() -> missing(file, "cannot be read as " + kind, e));
    }
  }

  private static String[] paths(List<SourceFile> files) {
    return files.stream().map(SourceFile::path).toArray(String[]::new);
  }

  private static DataFrameReader reader(
      SparkSession spark, Format format, Map<String, String> options) {
    DataFrameReader reader = spark.read().format(format.word());
    if (format == Format.CSV) {
      // A second file with another header is an error, not columns read under wrong names.
      reader.option("header", true).option("enforceSchema", false);
    }
    return reader.options(format.isText() ? TextRows.READING : Map.of()).options(options);
  }

  /** Every value as text: a type that is inferred depends on the rows, and so would the split. */
  private static Dataset<Row> csv(SparkSession spark, Map<String, String> options, String[] paths) {
    StructType header = spark.read().option("header", true).options(options).csv(paths).schema();
    return reader(spark, Format.CSV, options)
        .schema(header.add(TextRows.CORRUPT, DataTypes.StringType))
        .load(paths);
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
    return reader(spark, Format.JSON, options)
        .schema(withoutCorrupt(shape).add(TextRows.CORRUPT, DataTypes.StringType))
        .load(paths);
  }

  private static StructType withoutCorrupt(StructType schema) {
    StructType rest = new StructType();
    for (var field : schema.fields()) {
      if (!field.name().equals(TextRows.CORRUPT) && !field.name().equals("_corrupt_record")) {
        rest = rest.add(field);
      }
    }
    return rest;
  }

  @Override
  public Dataset<Row> rows() {
    return isText ? text().of(all, wanted) : Projection.of(all, wanted);
  }

  @Override
  public void requireUnchanged() {
    FileList.requireSame(pin, list(all.sparkSession(), pin.name()));
  }

  @Override
  public Growth grownSince(SourcePin earlier) {
    return FileList.grown(this, earlier, pin.files(), this::only);
  }

  /** Some of the files, with the columns that all of them have together. */
  private FileSource only(List<SourceFile> files) {
    Dataset<Row> rows =
        reader(
                all.sparkSession(),
                wanted.source().format().orElseThrow(),
                wanted.source().options())
            .schema(all.schema())
            .load(paths(files));
    return new FileSource(pin, schema, rows, isText, wanted);
  }

  private TextRows text() {
    return new TextRows(schema, new StructType());
  }

  @Override
  public Dataset<Row> everyColumn() {
    return isText ? text().every(all, wanted) : Projection.every(all, wanted, schema);
  }
}
