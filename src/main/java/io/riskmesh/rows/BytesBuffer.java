package io.riskmesh.rows;

import java.util.Arrays;
import org.apache.parquet.io.api.Binary;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/** Texts, bytes, and decimals of more digits, which have a fixed length. */
final class BytesBuffer extends ColumnBuffer {
  private final DataType type;
  private final int length;
  private final int[] ends;
  private byte[] bytes;
  private int end;
  private int written;

  BytesBuffer(StructField field, int position, int rows) {
    this(field, position, rows, 0);
  }

  BytesBuffer(StructField field, int position, int rows, int length) {
    super(field, position, rows);
    this.type = field.dataType();
    this.length = length;
    this.ends = new int[rows];
    this.bytes = new byte[1024];
  }

  @Override
  void set(int at, InternalRow row, int position) {
    if (type instanceof DecimalType decimal) {
      byte[] digits = unscaled(row, position, decimal);
      byte sign = (byte) (digits[0] < 0 ? -1 : 0);
      reserve(length);
      Arrays.fill(bytes, end, end + length - digits.length, sign);
      System.arraycopy(digits, 0, bytes, end + length - digits.length, digits.length);
      end += length;
    } else if (type instanceof BinaryType) {
      byte[] value = row.getBinary(position);
      reserve(value.length);
      System.arraycopy(value, 0, bytes, end, value.length);
      end += value.length;
    } else {
      UTF8String value = row.getUTF8String(position);
      reserve(value.numBytes());
      value.writeToMemory(bytes, Platform.BYTE_ARRAY_OFFSET + end);
      end += value.numBytes();
    }
    ends[at] = end;
  }

  private void reserve(int more) {
    if (more > bytes.length - end) {
      bytes = Arrays.copyOf(bytes, Math.addExact(end, more) + (end + more) / 2);
    }
  }

  @Override
  void write(int at, ColumnPages pages) {
    pages.write(Binary.fromReusedByteArray(bytes, written, ends[at] - written));
    written = ends[at];
  }

  @Override
  void clear() {
    end = 0;
    written = 0;
  }

  private static byte[] unscaled(InternalRow row, int position, DecimalType type) {
    return row.getDecimal(position, type.precision(), type.scale())
        .toJavaBigDecimal()
        .unscaledValue()
        .toByteArray();
  }
}
