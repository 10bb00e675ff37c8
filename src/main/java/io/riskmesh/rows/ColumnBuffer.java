package io.riskmesh.rows;

import org.apache.parquet.schema.PrimitiveType;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;

/** The values of a column in a block of rows, copied out of Spark's reused row objects. */
abstract class ColumnBuffer {
  private final int position;
  private final boolean[] isNull;

  ColumnBuffer(StructField field, int position, int rows) {
    this.position = position;
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
      case INT32, FLOAT -> new IntBuffer(field, position, rows);
      case INT64, DOUBLE -> new LongBuffer(field, position, rows);
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
  final void writeAll(int rows, ColumnPages pages) {
    for (int i = 0; i < rows; i++) {
      if (isNull[i]) {
        pages.writeNull();
      } else {
        write(i, pages);
      }
    }
    clear();
  }

  abstract void set(int at, InternalRow row, int position);

  abstract void write(int at, ColumnPages pages);

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
    void write(int at, ColumnPages pages) {
      pages.write(values[at]);
    }
  }

  /** Numbers of up to 32 bits. */
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
      values[at] = (int) RowValues.bits(row, position, type);
    }

    @Override
    void write(int at, ColumnPages pages) {
      pages.write(values[at]);
    }
  }

  /** Numbers of 64 bits. */
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
      values[at] = RowValues.bits(row, position, type);
    }

    @Override
    void write(int at, ColumnPages pages) {
      pages.write(values[at]);
    }
  }
}
