package io.riskmesh.catalog;

import io.riskmesh.catalog.FileShape.Trait;
import io.riskmesh.rows.UnreadType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.execution.datasources.parquet.ParquetToSparkSchemaConverter;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.YearMonthIntervalType;

/** Reads the columns of a Parquet file and what the statistics of its chunks prove. */
final class ParquetFooter {
  /** Footer key under which Spark stores types that Parquet does not have. */
  private static final String SPARK = "org.apache.spark.sql.parquet.row.metadata";

  /** Codecs for which Parquet's Java library 1.13 has no classes. */
  private static final Set<CompressionCodecName> UNREAD_CODECS =
      EnumSet.of(CompressionCodecName.BROTLI, CompressionCodecName.LZO);

  private final ParquetMetadata footer;
  private final StructType spark;
  private final ParquetToSparkSchemaConverter converter;

  private ParquetFooter(ParquetMetadata footer, boolean isHybrid) {
    this.footer = footer;
    // Spark rebases the calendar only of timestamps with a time zone.
    SQLConf conf = new SQLConf();
    conf.setConfString("spark.sql.parquet.binaryAsString", "false");
    conf.setConfString("spark.sql.parquet.int96AsTimestamp", "true");
    conf.setConfString("spark.sql.caseSensitive", "true");
    conf.setConfString("spark.sql.parquet.inferTimestampNTZ.enabled", Boolean.toString(!isHybrid));
    conf.setConfString("spark.sql.legacy.parquet.nanosAsLong", "false");
    this.converter = new ParquetToSparkSchemaConverter(conf);
    String written = footer.getFileMetaData().getKeyValueMetaData().get(SPARK);
    this.spark = written == null ? new StructType() : (StructType) DataType.fromJson(written);
  }

  /** Opens the file and reads its footer. */
  static FileShape readShape(Configuration hadoop, FileStatus file, boolean isHybrid)
      throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromStatus(file, hadoop))) {
      ParquetFooter footer = new ParquetFooter(reader.getFooter(), isHybrid);
      return footer.shape(
          footer.isUntold() ? RawFooter.read(hadoop, file).withoutValues() : Set.of());
    } catch (NullPointerException e) {
      throw unknownType(RawFooter.read(hadoop, file));
    }
  }

  /** Explains a file with a newer logical type, which Parquet's Java library 1.13 does not open. */
  private static IOException unknownType(RawFooter footer) {
    return new FileRefusal(
        "has columns of types that Spark's Parquet library does not support, so it cannot open the file, even for its other columns: %s. Have it written without them, or as other types (FLOAT16 as FLOAT, VARIANT as text)"
            .formatted(String.join(", ", footer.unknown().stream().sorted().toList())));
  }

  /**
   * Returns whether the file may have a column of the type without values, for which some writers
   * store no statistics.
   */
  private boolean isUntold() {
    return footer.getFileMetaData().getSchema().getFields().stream()
        .filter(field -> field.isPrimitive() && field.getLogicalTypeAnnotation() == null)
        .flatMap(field -> chunks(field.getName()).stream())
        .map(ColumnChunkMetaData::getStatistics)
        .anyMatch(values -> values == null || values.isEmpty());
  }

  private FileShape shape(Set<String> withoutValues) {
    List<HeldColumn> columns = new ArrayList<>();
    for (Type field : footer.getFileMetaData().getSchema().getFields()) {
      boolean isNull = withoutValues.contains(field.getName());
      columns.add(isNull ? withoutValues(field) : held(field));
    }
    boolean hasRows = footer.getBlocks().stream().anyMatch(block -> block.getRowCount() > 0);
    boolean valueWise = chunks().anyMatch(ParquetFooter::isSplitIntoStreams);
    return new FileShape(
        List.copyOf(columns), hasRows, valueWise ? Set.of(Trait.VALUE_WISE) : Set.of());
  }

  private Stream<ColumnChunkMetaData> chunks() {
    return footer.getBlocks().stream().flatMap(block -> block.getColumns().stream());
  }

  private HeldColumn withoutValues(Type field) {
    DataType type = type(field);
    return new HeldColumn(field.getName(), type, type, true, null);
  }

  private HeldColumn held(Type field) {
    String name = field.getName();
    if (isNanos(field)) {
      return new HeldColumn(name, DataTypes.TimestampType, DataTypes.LongType, isEmpty(name), null);
    }
    if (isUnmarkedText(field)) {
      return new HeldColumn(name, DataTypes.StringType, DataTypes.BinaryType, isEmpty(name), null);
    }
    DataType type = type(field);
    List<ColumnChunkMetaData> chunks = chunks(name);
    return unreadPages(field, chunks)
        .map(why -> new HeldColumn(name, new UnreadType(type.sql(), type.sql() + why)))
        .orElseGet(
            () -> new HeldColumn(name, type, type, isEmpty(name), ParquetSpan.of(field, chunks)));
  }

  /**
   * Returns whether the column holds bytes of any length without a logical type, as Impala and
   * older versions of Hive write text. Spark's own footer would say that they are text.
   */
  private boolean isUnmarkedText(Type field) {
    return field.isPrimitive()
        && field.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY
        && field.getLogicalTypeAnnotation() == null
        && !field.isRepetition(Type.Repetition.REPEATED)
        && spark.getFieldIndex(field.getName()).isEmpty()
        && unreadPages(field, chunks(field.getName())).isEmpty();
  }

  static boolean isNanos(Type field) {
    return field.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation time
        && time.getUnit() == LogicalTypeAnnotation.TimeUnit.NANOS;
  }

  private DataType type(Type field) {
    if (spark.getFieldIndex(field.getName()).isDefined()) {
      StructField written = spark.apply(field.getName());
      boolean interval =
          written.dataType() instanceof DayTimeIntervalType
              || written.dataType() instanceof YearMonthIntervalType;
      if (interval) {
        return new UnreadType(written.dataType().sql());
      }
    }
    try {
      return converter.convert(new MessageType("one", field)).apply(0).dataType();
    } catch (Exception e) {
      // The exception is unchecked for some types, and an undeclared checked one of Scala for
      // others.
      return new UnreadType(word(field));
    }
  }

  /** Returns the type in Parquet's notation: {@code TIME(MICROS,true)}. */
  private static String word(Type field) {
    if (field.getLogicalTypeAnnotation() != null) {
      return field.getLogicalTypeAnnotation().toString();
    }
    return field.isPrimitive() ? field.asPrimitiveType().getPrimitiveTypeName().name() : "GROUP";
  }

  private List<ColumnChunkMetaData> chunks(String name) {
    return chunks()
        .filter(chunk -> chunk.getPath().size() == 1 && chunk.getPath().toArray()[0].equals(name))
        .toList();
  }

  private static Optional<String> unreadPages(Type field, List<ColumnChunkMetaData> chunks) {
    for (ColumnChunkMetaData chunk : chunks) {
      if (UNREAD_CODECS.contains(chunk.getCodec())) {
        return Optional.of(" compressed by " + chunk.getCodec());
      }
      PrimitiveTypeName stored = field.asPrimitiveType().getPrimitiveTypeName();
      boolean floats = stored == PrimitiveTypeName.FLOAT || stored == PrimitiveTypeName.DOUBLE;
      if (isSplitIntoStreams(chunk) && !floats) {
        return Optional.of(" encoded as " + Encoding.BYTE_STREAM_SPLIT);
      }
    }
    return Optional.empty();
  }

  private static boolean isSplitIntoStreams(ColumnChunkMetaData chunk) {
    return chunk.getEncodings().contains(Encoding.BYTE_STREAM_SPLIT);
  }

  private boolean isEmpty(String name) {
    List<ColumnChunkMetaData> chunks = chunks(name);
    return !chunks.isEmpty()
        && chunks.stream()
            .allMatch(
                chunk -> {
                  Statistics<?> values = chunk.getStatistics();
                  return values != null
                      && values.isNumNullsSet()
                      && values.getNumNulls() == chunk.getValueCount();
                });
  }
}
