package io.riskmesh.catalog;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Expression;

/** A metastore: Glue through its API, or the Hive metastore of the Spark session. */
interface Metastore {

  /**
   * Finds the real table behind a name; Glue takes one or two calls per link.
   *
   * @throws io.riskmesh.store.RunException {@code SOURCE_MISSING} with the missing object or grant,
   *     and the side that has to provide it
   */
  TableMetadata findTable(TableName name);

  /**
   * Lists the partitions of a table, without those that the pushed-down predicates rule out.
   *
   * @throws io.riskmesh.store.RunException {@code SOURCE_MISSING} when the table has partition
   *     projection
   */
  Partitions listPartitions(TableMetadata table, List<Expression> predicates);

  /** Partitions, and the predicate that was pushed down to find them. */
  record Partitions(List<TableMetadata.Partition> list, Optional<String> pushed) {}
}
