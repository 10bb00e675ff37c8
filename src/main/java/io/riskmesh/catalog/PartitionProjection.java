package io.riskmesh.catalog;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.Locale;
import java.util.Map;

/**
 * Partitions that Athena computes from a table's settings. Athena then ignores the catalog's own
 * list, which may contain some of them, or none.
 *
 * @see <a href="https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html">Partition
 *     projection</a>
 */
final class PartitionProjection {
  private static final String PREFIX = "projection.";

  private PartitionProjection() {}

  /**
   * Rejects tables for which the catalog's list of partitions may be incomplete.
   *
   * @throws RunException {@code SOURCE_MISSING} when the table's partitions are projected
   */
  static void requireNone(TableMetadata table) {
    boolean isOn =
        table.storage().settings().entrySet().stream()
            .anyMatch(
                setting ->
                    setting.getKey().equalsIgnoreCase(PREFIX + "enabled")
                        && setting.getValue().strip().equalsIgnoreCase("true"));
    if (isOn) {
      throw new RunException(
          Outcome.SOURCE_MISSING,
          "%s has partition projection (projection.enabled): Athena computes its partitions, and the catalog lists only some of them or none. Read it with catalog.type: athena, or have the producer register all partitions and set projection.enabled to false."
              .formatted(table.identity().shown()));
    }
  }

  /** Returns the settings that concern partition projection. */
  static Map<String, String> settings(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .filter(e -> e.getKey().toLowerCase(Locale.ROOT).startsWith(PREFIX))
        .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
