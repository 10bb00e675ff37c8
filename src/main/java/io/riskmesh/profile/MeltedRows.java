package io.riskmesh.profile;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.struct;

import io.riskmesh.rows.PlainRows;
import io.riskmesh.spark.ClassicSession;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Rows that are unpivoted to one row per column: {@code kept..., column, value}, where the value is
 * a struct of what is computed of the column.
 *
 * <p>For the columns of a wide table Spark generates no code, and builds lists and arrays of every
 * row instead. Plain Java passes on the same values; a column's rows keep their partition and their
 * order.
 */
final class MeltedRows {
  /** Most columns for which Spark generates the code. */
  private static final int MAX_EXPLODED = 100;

  private final ProfileRows rows;
  private final List<String> kept;

  private MeltedRows(ProfileRows rows, List<String> kept) {
    this.rows = rows;
    this.kept = kept;
  }

  /**
   * Plans the unpivoting; runs nothing.
   *
   * @param kept columns of the rows to keep
   * @param values for each column the named fields of its value, of the same names and types for
   *     all columns
   */
  static Dataset<Row> of(ProfileRows rows, List<String> kept, List<List<Column>> values) {
    MeltedRows melted = new MeltedRows(rows, kept);
    // Numbers and times are detected in texts by expressions that are too slow without generated
    // code.
    boolean isWide = values.size() > MAX_EXPLODED && !rows.columns().get(0).isText();
    return isWide ? melted.plain(values) : melted.exploded(values);
  }

  private Dataset<Row> exploded(List<List<Column>> values) {
    Column[] structs =
        values.stream().map(fields -> struct(fields.toArray(Column[]::new))).toArray(Column[]::new);
    Column melted = posexplode(array(structs)).as(new String[] {"column", "value"});
    return rows.rows()
        .select(
            Stream.concat(kept.stream().map(name -> col(name)), Stream.of(melted))
                .toArray(Column[]::new));
  }

  private Dataset<Row> plain(List<List<Column>> values) {
    PlainRows read = PlainRows.of(select(values));
    Column[] first = values.get(0).toArray(Column[]::new);
    String[] names = rows.rows().select(first).schema().fieldNames();
    MeltedColumns columns = MeltedColumns.of(read.schema(), kept, values, names);
    return ClassicSession.frame(
        rows.rows().sparkSession(),
        read.rows().mapPartitions(columns::melted).rdd(),
        columns.schema(kept));
  }

  private Dataset<Row> select(List<List<Column>> values) {
    List<Column> columns = new ArrayList<>();
    kept.forEach(name -> columns.add(col(name)));
    for (int i = 0; i < values.size(); i++) {
      List<Column> fields = values.get(i);
      for (int j = 0; j < fields.size(); j++) {
        columns.add(fields.get(j).as(name(i, j)));
      }
    }
    return rows.rows().select(columns.toArray(Column[]::new));
  }

  private static String name(int column, int field) {
    return "v" + column + "_" + field;
  }

  /**
   * The columns that are unpivoted.
   *
   * @param read columns of the rows that are unpivoted
   * @param value type of a column's value
   * @param kept positions of the columns to keep
   * @param fields positions of each column's fields
   */
  @SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
  private record MeltedColumns(StructType read, StructType value, int[] kept, int[][] fields)
      implements Serializable {

    static MeltedColumns of(
        StructType read, List<String> kept, List<List<Column>> values, String[] names) {
      int[][] fields = new int[values.size()][];
      for (int i = 0; i < fields.length; i++) {
        int column = i;
        fields[i] =
            IntStream.range(0, values.get(i).size())
                .map(j -> read.fieldIndex(name(column, j)))
                .toArray();
      }
      StructType value = new StructType();
      for (int j = 0; j < fields[0].length; j++) {
        value = value.add(names[j], read.apply(fields[0][j]).dataType());
      }
      return new MeltedColumns(
          read, value, kept.stream().mapToInt(read::fieldIndex).toArray(), fields);
    }

    StructType schema(List<String> names) {
      StructType schema = new StructType();
      for (int i = 0; i < kept.length; i++) {
        schema = schema.add(names.get(i), read.apply(kept[i]).dataType());
      }
      return schema.add("column", DataTypes.IntegerType, false).add("value", value, false);
    }

    Iterator<InternalRow> melted(Iterator<InternalRow> rows) {
      return new MeltedIterator(this, rows);
    }
  }

  /** Returns the columns of each row one after the other, always in the same object. */
  private static final class MeltedIterator implements Iterator<InternalRow> {
    private final MeltedColumns columns;
    private final Iterator<InternalRow> rows;
    private final DataType[] keptTypes;
    private final DataType[] types;
    private final GenericInternalRow value;
    private final GenericInternalRow melted;
    private InternalRow row;
    private int next;

    MeltedIterator(MeltedColumns columns, Iterator<InternalRow> rows) {
      this.columns = columns;
      this.rows = rows;
      this.keptTypes =
          IntStream.of(columns.kept())
              .mapToObj(at -> columns.read().apply(at).dataType())
              .toArray(DataType[]::new);
      this.types =
          Stream.of(columns.value().fields())
              .map(field -> field.dataType())
              .toArray(DataType[]::new);
      this.value = new GenericInternalRow(types.length);
      this.melted = new GenericInternalRow(keptTypes.length + 2);
      melted.update(keptTypes.length + 1, value);
      this.next = columns.fields().length;
    }

    @Override
    public boolean hasNext() {
      return next < columns.fields().length || rows.hasNext();
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      if (next == columns.fields().length) {
        row = rows.next();
        next = 0;
        for (int i = 0; i < keptTypes.length; i++) {
          melted.update(i, get(columns.kept()[i], keptTypes[i]));
        }
      }
      int[] fields = columns.fields()[next];
      for (int i = 0; i < fields.length; i++) {
        value.update(i, get(fields[i], types[i]));
      }
      melted.update(keptTypes.length, next);
      next++;
      return melted;
    }

    private Object get(int at, DataType type) {
      return row.isNullAt(at) ? null : row.get(at, type);
    }
  }
}
