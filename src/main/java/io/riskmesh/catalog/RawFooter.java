package io.riskmesh.catalog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;

/**
 * The top-level columns of a Parquet file as its footer stores them. Parquet's Java library 1.13
 * drops the logical type of columns without values, and opens no file with a newer logical type.
 */
final class RawFooter {
  private static final int TAIL = 8;

  private final List<SchemaElement> columns = new ArrayList<>();

  private RawFooter(List<SchemaElement> schema) {
    for (int at = 1; at < schema.size(); at = end(schema, at)) {
      columns.add(schema.get(at));
    }
  }

  /** Returns the index behind an element and all that is nested in it. */
  private static int end(List<SchemaElement> schema, int at) {
    int end = at + 1;
    for (int child = 0; child < schema.get(at).getNum_children(); child++) {
      end = end(schema, end);
    }
    return end;
  }

  /** Opens the file and reads its footer. */
  static RawFooter read(Configuration hadoop, FileStatus file) throws IOException {
    try (FSDataInputStream in = file.getPath().getFileSystem(hadoop).open(file.getPath())) {
      byte[] tail = new byte[TAIL];
      in.readFully(file.getLen() - TAIL, tail);
      int length = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt();
      in.seek(file.getLen() - TAIL - length);
      return new RawFooter(Util.readFileMetaData(in).getSchema());
    }
  }

  /** Returns the columns of the logical type for columns that have no value. */
  Set<String> withoutValues() {
    return named(type -> type.isSet() && type.isSetUNKNOWN());
  }

  /** Returns the columns of logical types that the library does not know. */
  Set<String> unknown() {
    return named(type -> !type.isSet());
  }

  private Set<String> named(Predicate<LogicalType> of) {
    return columns.stream()
        .filter(column -> column.isSetLogicalType() && of.test(column.getLogicalType()))
        .map(SchemaElement::getName)
        .collect(Collectors.toUnmodifiableSet());
  }
}
