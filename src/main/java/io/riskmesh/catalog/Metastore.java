package io.riskmesh.catalog;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Expression;

/** What knows tables: Glue by its API, or the Spark session's Hive metastore. */
interface Metastore {

  /**
   * The real table behind a name.
   *
   * @throws io.riskmesh.store.RunException {@code SOURCE_MISSING} with what is missing, or which
   *     grant, and on which side
   */
  TableMetadata table(TableName name);

  /**
   * Partitions of a table, those that a predicate rules out left out where it can say it.
   *
   * @throws io.riskmesh.store.RunException {@code SOURCE_MISSING} when Athena projects them
   */
  Partitions partitions(TableMetadata table, List<Expression> predicates);

  /** Partitions, and the predicate that was pushed down to find them. */
  record Partitions(List<TableMetadata.Partition> list, Optional<String> pushed) {}
}
