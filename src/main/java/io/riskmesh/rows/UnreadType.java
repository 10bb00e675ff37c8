package io.riskmesh.rows;

import java.util.function.Function;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The type of a column that stands in a source and cannot be read as a single value. Such a column
 * is listed, so that a job that uses it is told why not, and is null in all rows.
 */
public final class UnreadType extends DataType {
  private static final long serialVersionUID = 1L;

  private final String kind;
  private final String why;

  /**
   * A type.
   *
   * @param kind the type's name as its format has it, the same for each run
   * @param why what follows "column x is", for a person
   */
  public UnreadType(String kind, String why) {
    this.kind = kind;
    this.why = why;
  }

  public UnreadType(String kind) {
    this(kind, kind);
  }

  /** The type itself, or one of these where its values are no single ones. */
  public static DataType unlessSingle(DataType type) {
    return CanonicalColumns.hasText(type) ? type : new UnreadType(type.sql());
  }

  public static boolean is(DataType type) {
    return type instanceof UnreadType;
  }

  /** Such columns as strings, since Spark knows no rows of this type. */
  public static StructType asText(StructType schema) {
    return replaced(schema, type -> DataTypes.StringType);
  }

  /** As it is written down, without what differs from file to file. */
  public static StructType forPin(StructType schema) {
    return replaced(schema, type -> new UnreadType(type.kind));
  }

  private static StructType replaced(StructType schema, Function<UnreadType, DataType> to) {
    StructType replaced = new StructType();
    for (StructField field : schema.fields()) {
      DataType type =
          field.dataType() instanceof UnreadType unread ? to.apply(unread) : field.dataType();
      replaced = replaced.add(field.name(), type);
    }
    return replaced;
  }

  public String why() {
    return why;
  }

  @Override
  public String sql() {
    return why;
  }

  @Override
  public String simpleString() {
    return why;
  }

  @Override
  public String typeName() {
    return kind;
  }

  @Override
  public int defaultSize() {
    return 8;
  }

  @Override
  public DataType asNullable() {
    return this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UnreadType type && type.kind.equals(kind) && type.why.equals(why);
  }

  @Override
  public int hashCode() {
    return kind.hashCode() * 31 + why.hashCode();
  }
}
