package io.riskmesh.rows;

import java.util.function.Function;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The type of a source column that cannot be read as single values. The column is listed, so that a
 * job that uses it gets an error with the reason, and is null in all rows.
 */
public final class UnreadType extends DataType {
  private static final long serialVersionUID = 1L;

  private final String kind;
  private final String why;

  /**
   * Creates the type.
   *
   * @param kind name of the type in its format, the same for each run
   * @param why rest of a message that begins with "column x is"
   */
  public UnreadType(String kind, String why) {
    this.kind = kind;
    this.why = why;
  }

  /** Creates a type whose name is also the reason. */
  public UnreadType(String kind) {
    this(kind, kind);
  }

  /** Returns the type, or an unread type if its values are not single values. */
  public static DataType unlessSingle(DataType type) {
    return CanonicalColumns.hasText(type) ? type : new UnreadType(type.sql());
  }

  /** Returns whether this is the type of an unread column. */
  public static boolean is(DataType type) {
    return type instanceof UnreadType;
  }

  /**
   * Returns the schema with strings for unread columns, since Spark supports no rows of this type.
   */
  public static StructType asText(StructType schema) {
    return replaced(schema, type -> DataTypes.StringType);
  }

  /**
   * Returns the schema for the pin, without the parts of the reason that differ from file to file.
   */
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

  /** Returns the reason: the rest of a message that begins with "column x is". */
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
