package io.riskmesh.catalog;

import io.riskmesh.catalog.MetaTable.Field;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.List;
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

  /** {@code char} and {@code varchar} are strings. */
  static DataType type(Field field) {
    try {
      return CharVarcharUtils.replaceCharVarcharWithString(
          CatalystSqlParser$.MODULE$.parseDataType(field.type()));
    } catch (Exception e) {
      // Checked in Scala alone, so that Java must not name it.
      if (e instanceof ParseException) {
        throw new RunException(
            Outcome.SOURCE_MISSING,
            "column %s has the type \"%s\" in the catalog, which Spark does not know"
                .formatted(field.name(), field.type()),
            e);
      }
      throw e;
    }
  }
}
