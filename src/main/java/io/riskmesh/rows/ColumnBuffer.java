package io.riskmesh.rows;

import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StructField;

/** The values of a column in a block of rows, copied out of Spark's reused row objects. */
abstract class ColumnBuffer {
  private final int position;
  private final int level;
  private final boolean[] isNull;

  ColumnBuffer(StructField field, int position, int rows) {
    this.position = position;
    this.level = field.nullable() ? 1 : 0;
    this.isNull = new boolean[rows];
  }

  /**
   * Creates a buffer.
   *
   * @param stored the column's type in the file
   * @param position the column's position in the rows
   * @param rows maximum number of rows
   */
  static ColumnBuffer of(StructField field, PrimitiveType stored, int position, int rows) {
    return switch (stored.getPrimitiveTypeName()) {
      case BOOLEAN -> new BooleanBuffer(field, position, rows);
      case INT32 -> new IntBuffer(field, position, rows);
      case INT64 -> new LongBuffer(field, position, rows);
      case FLOAT -> new FloatBuffer(field, position, rows);
      case DOUBLE -> new DoubleBuffer(field, position, rows);
      case BINARY -> new BytesBuffer(field, position, rows);
      case FIXED_LEN_BYTE_ARRAY -> new BytesBuffer(field, position, rows, stored.getTypeLength());
      case INT96 ->
          throw new IllegalArgumentException(
              "a column of type %s cannot be written".formatted(field.dataType().sql()));
    };
  }

  /** Copies a row's value. */
  final void add(int at, InternalRow row) {
    isNull[at] = row.isNullAt(position);
    if (!isNull[at]) {
      set(at, row, position);
    }
  }

  /** Passes the values on; the buffer is empty afterwards. */
  final void write(int rows, ColumnWriter writer) {
    for (int i = 0; i < rows; i++) {
      if (!isNull[i]) {
        write(i, writer, level);
      } else if (level > 0) {
        writer.writeNull(0, 0);
      } else {
        throw new IllegalStateException("a column that is never null has a null");
      }
    }
    clear();
  }

  abstract void set(int at, InternalRow row, int position);

  abstract void write(int at, ColumnWriter writer, int level);

  /** Forgets the values. */
  void clear() {}

  private static final class BooleanBuffer extends ColumnBuffer {
    private final boolean[] values;

    BooleanBuffer(StructField field, int position, int rows) {
      super(field, position, rows);
      values = new boolean[rows];
    }

    @Override
    void set(int at, InternalRow row, int position) {
      values[at] = row.getBoolean(position);
    }

    @Override
    void write(int at, ColumnWriter writer, int level) {
      writer.write(values[at], 0, level);
    }
  }

  /** Whole numbers up to 32 bits, dates, and decimals of up to nine digits. */
  private static final class IntBuffer extends ColumnBuffer {
    private final DataType type;
    private final int[] values;

    IntBuffer(StructField field, int position, int rows) {
      super(field, position, rows);
      type = field.dataType();
      values = new int[rows];
    }

    @Override
    void set(int at, InternalRow row, int position) {
      if (type instanceof DecimalType) {
        values[at] = (int) unscaled(row, position, type);
      } else if (type instanceof ShortType) {
        values[at] = row.getShort(position);
      } else {
        values[at] = type instanceof ByteType ? row.getByte(position) : row.getInt(position);
      }
    }

    @Override
    void write(int at, ColumnWriter writer, int level) {
      writer.write(values[at], 0, level);
    }
  }

  /** Whole numbers of 64 bits, times, and decimals of up to 18 digits. */
  private static final class LongBuffer extends ColumnBuffer {
    private final DataType type;
    private final long[] values;

    LongBuffer(StructField field, int position, int rows) {
      super(field, position, rows);
      type = field.dataType();
      values = new long[rows];
    }

    @Override
    void set(int at, InternalRow row, int position) {
      values[at] =
          type instanceof DecimalType ? unscaled(row, position, type) : row.getLong(position);
    }

    @Override
    void write(int at, ColumnWriter writer, int level) {
      writer.write(values[at], 0, level);
    }
  }

  private static final class FloatBuffer extends ColumnBuffer {
    private final float[] values;

    FloatBuffer(StructField field, int position, int rows) {
      super(field, position, rows);
      values = new float[rows];
    }

    @Override
    void set(int at, InternalRow row, int position) {
      values[at] = row.getFloat(position);
    }

    @Override
    void write(int at, ColumnWriter writer, int level) {
      writer.write(values[at], 0, level);
    }
  }

  private static final class DoubleBuffer extends ColumnBuffer {
    private final double[] values;

    DoubleBuffer(StructField field, int position, int rows) {
      super(field, position, rows);
      values = new double[rows];
    }

    @Override
    void set(int at, InternalRow row, int position) {
      values[at] = row.getDouble(position);
    }

    @Override
    void write(int at, ColumnWriter writer, int level) {
      writer.write(values[at], 0, level);
    }
  }

  private static long unscaled(InternalRow row, int position, DataType type) {
    DecimalType decimal = (DecimalType) type;
    return row.getDecimal(position, decimal.precision(), decimal.scale()).toUnscaledLong();
  }
}
