package io.riskmesh.catalog;

import io.riskmesh.catalog.TableMetadata.Field;
import io.riskmesh.rows.UnreadType;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.util.CharVarcharUtils;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Hive's types as Spark's. */
final class HiveTypes {
  private HiveTypes() {}

  static StructType schema(List<Field> fields) {
    StructType schema = new StructType();
    for (Field field : fields) {
      schema = schema.add(field.name(), type(field));
    }
    return schema;
  }

  /**
   * {@code char} and {@code varchar} are strings; what has no single values, and what Spark does
   * not know, is {@link UnreadType}.
   */
  static DataType type(Field field) {
    try {
      return UnreadType.unlessSingle(
          CharVarcharUtils.replaceCharVarcharWithString(
              CatalystSqlParser$.MODULE$.parseDataType(field.type())));
    } catch (Exception e) {
      // Checked in Scala alone, so that Java must not name it.
      if (e instanceof ParseException) {
        return new UnreadType(field.type());
      }
      throw e;
    }
  }

  /** Whether values are compared without blanks at their ends. */
  static boolean isPadded(Field field) {
    return field.type().strip().toLowerCase(Locale.ROOT).matches("char(acter)?\\s*\\(.*");
  }
}
