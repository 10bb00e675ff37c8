package io.riskmesh.catalog;

import io.riskmesh.config.yaml.UserInfo;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.StructType;

/**
 * A table as a metastore describes it, with all links followed.
 *
 * @param columns columns in the files, in their declared order
 * @param keys partition keys, whose values are not in the files
 * @param storage location of the files of an unpartitioned table, and the default format of all
 *     files
 */
record TableMetadata(
    ResolvedTable identity, List<Field> columns, List<Field> keys, Storage storage) {

  /** A column with its type in Hive's notation. */
  record Field(String name, String type) {}

  /**
   * Location and format of files.
   *
   * @param input Hive's input format, a class name
   * @param serde Hive's SerDe, a class name
   * @param settings settings of the SerDe and of the table together
   */
  record Storage(String location, String input, String serde, Map<String, String> settings) {
    Storage {
      requirePublic(location);
    }
  }

  /**
   * Rejects a location with a user name or password: pins, manifests and messages contain it
   * unchanged.
   */
  static void requirePublic(String location) {
    if (location != null && UserInfo.in(location)) {
      throw new RunException(
          Outcome.SOURCE_MISSING,
          "the catalog's location %s contains a user name or a password, and locations are published. Have the producer remove them."
              .formatted(UserInfo.without(location)));
    }
  }

  /** One partition: the values of its keys in order, and its columns as of its creation. */
  record Partition(List<String> values, List<Field> columns, Storage storage) {}

  /** Returns all columns, the keys last, with Spark's types. */
  StructType schema() {
    List<Field> all = new ArrayList<>(columns);
    all.addAll(keys);
    return HiveTypes.schema(all);
  }

  /** Returns the columns in the files, with Spark's types. */
  StructType columnSchema() {
    return HiveTypes.schema(columns);
  }

  /** Returns the keys, with Spark's types; empty for a table without partitions. */
  StructType keySchema() {
    return HiveTypes.schema(keys);
  }

  /**
   * Returns the URI of the Iceberg metadata file that a table's settings in a metastore name; null
   * for other tables. The method is in this class because Iceberg's own classes are on the class
   * path only where Iceberg tables are read.
   */
  static String icebergMetadata(Map<String, String> settings) {
    return "ICEBERG".equalsIgnoreCase(settings.get("table_type"))
        ? settings.get("metadata_location")
        : null;
  }

  boolean isIceberg() {
    return identity.metadata() != null;
  }
}
