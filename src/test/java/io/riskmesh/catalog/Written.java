package io.riskmesh.catalog;

import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.rows.StagedColumns;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.NullType;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Writes files as other programs write them, and opens them as the source of a job. */
record Written(SparkSession spark, Path folder) {

  Path text(String name, String content) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the rows of a query to a single file, moved out of the folder that Spark creates. */
  Path query(String format, String name, String sql) {
    try {
      Path made = Files.createTempDirectory("written").resolve("made");
      spark.sql(sql).coalesce(1).write().format(format).save(made.toString());
      Path file = folder.resolve(name + "." + format);
      Files.createDirectories(file.getParent());
      try (var files = Files.list(made)) {
        Path part =
            files.filter(f -> f.getFileName().toString().startsWith("part")).findAny().get();
        return Files.move(part, file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a Parquet file with Parquet's own writer. */
  Path parquet(String name, WriterVersion version, String fields, Object[]... rows) {
    Path file = folder.resolve(name);
    MessageType type = MessageTypeParser.parseMessageType("message m {" + fields + "}");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
            .withType(type)
            .withWriterVersion(version)
            .withDictionaryEncoding(version == WriterVersion.PARQUET_1_0)
            .build()) {
      for (Object[] row : rows) {
        Group group = new SimpleGroup(type);
        for (int i = 0; i < row.length; i++) {
          add(group, i, row[i]);
        }
        writer.write(group);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Gives a column of a Parquet file the logical type for columns without values, and no
   * statistics, as pandas writes a column of {@code None}.
   */
  static Path withoutValues(Path file, String column) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      int end = bytes.length - 8;
      int length = ByteBuffer.wrap(bytes, end, 4).order(ByteOrder.LITTLE_ENDIAN).getInt();
      FileMetaData footer =
          Util.readFileMetaData(new ByteArrayInputStream(bytes, end - length, length));
      footer.getSchema().stream()
          .filter(element -> element.getName().equals(column))
          .forEach(element -> element.setLogicalType(LogicalType.UNKNOWN(new NullType())));
      footer.getRow_groups().stream()
          .flatMap(group -> group.getColumns().stream())
          .filter(chunk -> chunk.getMeta_data().getPath_in_schema().equals(List.of(column)))
          .forEach(chunk -> chunk.getMeta_data().unsetStatistics());
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      Util.writeFileMetaData(footer, written);
      ByteBuffer tail = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      tail.putInt(written.size()).put(bytes, end + 4, 4);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.write(bytes, 0, end - length);
      written.writeTo(all);
      all.write(tail.array(), 0, 8);
      Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
      return Files.write(file, all.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(Group group, int field, Object value) {
    if (value instanceof Integer whole) {
      group.add(field, whole);
    } else if (value instanceof Long whole) {
      group.add(field, whole);
    } else if (value instanceof Double number) {
      group.add(field, number);
    } else if (value instanceof Boolean truth) {
      group.add(field, truth);
    } else if (value instanceof byte[] bytes) {
      group.add(field, Binary.fromConstantByteArray(bytes));
    } else if (value != null) {
      group.add(field, String.valueOf(value));
    }
  }

  /** Opens the source of a job with the features as categories and the label {@code bad}. */
  SourceTable open(String source, String... features) {
    return FileSource.open(
        spark, wanted(source, features), "2026-01-01T00:00:00Z", Optional.empty());
  }

  SourceSelection wanted(String source, String... features) {
    StringBuilder job =
        new StringBuilder(
            "name: job\nsource: {%s}\nlabel: {column: bad, positive: 1}\nfeatures:\n"
                .formatted(source));
    for (int i = 0; i < features.length; i++) {
      job.append(
          String.format(
              Locale.ROOT,
              "  - {name: f%d, column: \"%s\", kind: categorical, domain: learn}%n",
              i,
              features[i]));
    }
    Path yaml = text("job.yaml.d/job.yaml", job.toString());
    return SourceSelection.of(
        EffectiveConfig.load(Optional.of(yaml.toString()), Optional.empty(), List.of()).job());
  }

  /** Returns rows of the features alone. */
  static List<String> rows(SourceTable table, String... features) {
    return table
        .readRows()
        .select(
            List.of(features).stream()
                .map(StagedColumns::column)
                .toArray(org.apache.spark.sql.Column[]::new))
        .collectAsList()
        .stream()
        .map(Row::toString)
        .sorted()
        .toList();
  }

  /** Returns the file marks of the rows. */
  static Set<Long> marks(SourceTable table) {
    return table
        .readRowsByFile()
        .select(StagedColumns.column(StagedColumns.FILE))
        .as(Encoders.LONG())
        .collectAsList()
        .stream()
        .collect(Collectors.toSet());
  }
}
