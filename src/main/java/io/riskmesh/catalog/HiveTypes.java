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

/** Converts Hive types to Spark types. */
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
   * Returns the Spark type. {@code char} and {@code varchar} become strings; types without single
   * values, and types that Spark does not know, become {@link UnreadType}.
   */
  static DataType type(Field field) {
    try {
      return UnreadType.unlessSingle(
          CharVarcharUtils.replaceCharVarcharWithString(
              CatalystSqlParser$.MODULE$.parseDataType(field.type())));
    } catch (Exception e) {
      // Scala throws this checked exception undeclared, so Java cannot catch it by name.
      if (e instanceof ParseException) {
        return new UnreadType(field.type());
      }
      throw e;
    }
  }

  /** Returns whether values are compared without trailing blanks. */
  static boolean isPadded(Field field) {
    return field.type().strip().toLowerCase(Locale.ROOT).matches("char(acter)?\\s*\\(.*");
  }
}
