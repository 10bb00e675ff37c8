package io.riskmesh.rows;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetOutputFormat;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport.WriteContext;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.package$;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.parquet.SparkToParquetSchemaConverter;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;

/**
 * Writes rows to a Parquet file, block by block and in a block column by column: the library's
 * pages without its record layer, which takes two thirds of the time where rows have a hundred
 * columns, and for numbers without its encoders, which do for each value what {@link NumberValues}
 * does once per page. Types and metadata are those that Spark writes.
 */
final class ColumnFile implements Closeable {
  /** End of the names of such files. */
  static final String EXTENSION = ".snappy.parquet";

  private static final CompressionCodecName CODEC = CompressionCodecName.SNAPPY;

  /** Values in a block, so that it fits a core's cache. */
  private static final int BLOCK_VALUES = 1 << 17;

  private static final int MAX_BLOCK_ROWS = 4096;

  private final CodecFactory codecs;
  private final ParquetProperties properties;
  private final ParquetFileWriter file;
  private final MessageType schema;
  private final Map<String, String> metadata;
  private final ColumnBuffer[] copied;
  private final float[] floats;
  private final int width;
  private final int blockRows;
  private ColumnChunkPageWriteStore pages;
  private ColumnPages[] columns;
  private int groups;
  private long groupRows;
  private int rows;

  /** Creates a file, which must not exist. */
  ColumnFile(Path path, Configuration conf, FileLayout layout) throws IOException {
    StructType all = layout.schema();
    this.width = layout.floats().size();
    this.blockRows = Math.min(MAX_BLOCK_ROWS, 1 + BLOCK_VALUES / Math.max(1, all.size()));
    this.floats = new float[blockRows * width];
    this.schema = parquet(all);
    this.copied = buffers(layout);
    this.metadata =
        Map.of(
            "org.apache.spark.version",
            package$.MODULE$.SPARK_VERSION_SHORT(),
            "org.apache.spark.sql.parquet.row.metadata",
            all.json());
    this.properties = ParquetProperties.builder().build();
    this.codecs = new CodecFactory(conf, properties.getPageSizeThreshold());
    this.file =
        new ParquetFileWriter(
            HadoopOutputFile.fromPath(path, conf),
            schema,
            ParquetFileWriter.Mode.CREATE,
            ParquetWriter.DEFAULT_BLOCK_SIZE,
            ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
            properties.getColumnIndexTruncateLength(),
            properties.getStatisticsTruncateLength(),
            properties.getPageWriteChecksumEnabled(),
            ParquetOutputFormat.createEncryptionProperties(
                conf, path, new WriteContext(schema, metadata)));
    file.start();
    startGroup();
  }

  private ColumnBuffer[] buffers(FileLayout layout) {
    ColumnBuffer[] buffers = new ColumnBuffer[layout.positions().length];
    for (int i = 0; i < buffers.length; i++) {
      buffers[i] =
          ColumnBuffer.of(
              layout.copied().apply(i),
              schema.getType(i).asPrimitiveType(),
              layout.positions()[i],
              blockRows);
    }
    return buffers;
  }

  @SuppressWarnings("deprecation") // By Spark 4's Parquet; the successor is not in Spark 3.5's.
  private void startGroup() {
    pages =
        new ColumnChunkPageWriteStore(
            codecs.getCompressor(CODEC),
            schema,
            properties.getAllocator(),
            properties.getColumnIndexTruncateLength(),
            properties.getPageWriteChecksumEnabled(),
            file.getEncryptor(),
            groups);
    columns =
        schema.getColumns().stream()
            .map(column -> new ColumnPages(column, pages.getPageWriter(column), properties))
            .toArray(ColumnPages[]::new);
  }

  /**
   * Adds a row.
   *
   * @param row row whose columns are copied
   * @param last values of the columns that do not stand in the row
   */
  void write(InternalRow row, float[] last) throws IOException {
    for (ColumnBuffer column : copied) {
      column.add(rows, row);
    }
    System.arraycopy(last, 0, floats, rows * width, width);
    if (++rows == blockRows) {
      endBlock();
    }
  }

  /** Adds the rows to their columns, whose pages end only here. */
  private void endBlock() throws IOException {
    for (int i = 0; i < copied.length; i++) {
      copied[i].writeAll(rows, columns[i]);
    }
    for (int i = 0; i < width; i++) {
      write(i, columns[copied.length + i]);
    }
    long size = 0;
    for (ColumnPages column : columns) {
      column.endBlock();
      size += column.size();
    }
    groupRows += rows;
    rows = 0;
    if (size > ParquetWriter.DEFAULT_BLOCK_SIZE) {
      endGroup();
      startGroup();
    }
  }

  private void write(int column, ColumnPages pages) {
    for (int i = column; i < rows * width; i += width) {
      pages.write(Float.floatToRawIntBits(floats[i]));
    }
  }

  private void endGroup() throws IOException {
    if (groupRows > 0) {
      file.startBlock(groupRows);
      for (ColumnPages column : columns) {
        column.end();
      }
      pages.flushToFileWriter(file);
      file.endBlock();
      groups++;
      groupRows = 0;
    }
  }

  /** Writes what is left and the footer. */
  @Override
  public void close() throws IOException {
    try {
      endBlock();
      endGroup();
      file.end(metadata);
    } finally {
      codecs.release();
    }
  }

  /** Sets what matters by its name: the converter has other parameters in Spark 4.1. */
  private static MessageType parquet(StructType schema) {
    SQLConf conf = new SQLConf();
    conf.setConfString("spark.sql.parquet.writeLegacyFormat", "false");
    conf.setConfString("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    conf.setConfString("spark.sql.parquet.fieldId.write.enabled", "false");
    return new SparkToParquetSchemaConverter(conf).convert(schema);
  }
}
