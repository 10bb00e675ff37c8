package io.riskmesh.catalog;

import io.riskmesh.config.SourceConfig;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * The snapshot of a table to read, and the schema to read it with. A snapshot that {@code
 * source.snapshot} selects is read with its own schema, the current snapshot with the table's
 * current schema, and a pinned snapshot with the schema it was pinned with.
 */
record IcebergVersion(Snapshot snapshot, Schema schema) {
  private static final int REFERENCES_SHOWN = 20;

  /**
   * Finds the requested version.
   *
   * @param name name of the table for messages
   * @param asked the value of {@code source.snapshot}
   * @throws RunException {@code SOURCE_MISSING} when the table has no such snapshot, {@code
   *     SOURCE_UNAVAILABLE} when it has expired since it was pinned
   */
  static IcebergVersion of(
      Table table, String name, Optional<String> asked, Optional<SourcePin> pinned) {
    if (pinned.isPresent()) {
      return pinned(table, name, asked, pinned.get());
    }
    if (asked.isPresent()) {
      return asked(table, name, asked.get());
    }
    if (table.currentSnapshot() == null) {
      throw missing("table %s has no snapshot: it is empty.".formatted(name));
    }
    return new IcebergVersion(table.currentSnapshot(), table.schema());
  }

  private static IcebergVersion pinned(
      Table table, String name, Optional<String> asked, SourcePin pin) {
    Snapshot snapshot = table.snapshot(pin.snapshot());
    if (snapshot == null) {
      throw gone("snapshot %d of table %s".formatted(pin.snapshot(), name));
    }
    if (pin.schemaId() != null) {
      Schema schema = table.schemas().get(pin.schemaId());
      if (schema == null) {
        throw gone("schema %d of table %s".formatted(pin.schemaId(), name));
      }
      return new IcebergVersion(snapshot, schema);
    }
    return new IcebergVersion(
        snapshot, asked.isPresent() ? own(table, name, snapshot) : table.schema());
  }

  private static IcebergVersion asked(Table table, String name, String asked) {
    String[] parts = SourceConfig.version(asked);
    Snapshot snapshot = snapshot(table, parts[0]);
    if (snapshot == null) {
      throw missing(
          "table %s has no snapshot%s %s: the table is newer, the snapshot has expired, or the name is wrong. It has %s."
              .formatted(
                  name,
                  SourceConfig.isSnapshotId(parts[0]) ? "" : ", tag or branch",
                  parts[0],
                  references(table)));
    }
    if (parts.length == 1) {
      return new IcebergVersion(snapshot, own(table, name, snapshot));
    }
    Schema schema = table.schemas().get(Integer.parseInt(parts[1]));
    if (schema == null) {
      throw missing(
          "table %s has no schema %s (any more), which source.snapshot %s names"
              .formatted(name, parts[1], asked));
    }
    return new IcebergVersion(snapshot, schema);
  }

  private static Schema own(Table table, String name, Snapshot snapshot) {
    try {
      return SnapshotUtil.schemaFor(table, snapshot.snapshotId());
    } catch (IllegalStateException e) {
      throw new RunException(
          Outcome.SOURCE_MISSING,
          "table %s no longer has schema %d, which snapshot %d was written with"
              .formatted(name, snapshot.schemaId(), snapshot.snapshotId()),
          e);
    }
  }

  /** Returns null when the table has no such snapshot; the current one never takes its place. */
  private static Snapshot snapshot(Table table, String asked) {
    if (SourceConfig.isSnapshotId(asked)) {
      Snapshot byId = byId(table, asked);
      return byId != null ? byId : table.snapshot(asked);
    }
    Optional<Instant> time = time(asked);
    if (time.isEmpty()) {
      return table.snapshot(asked);
    }
    requireNoReference(table, asked);
    try {
      return table.snapshot(SnapshotUtil.snapshotIdAsOfTime(table, time.get().toEpochMilli()));
    } catch (IllegalArgumentException e) {
      // Iceberg throws this when the table is younger than the time.
      return null;
    }
  }

  private static Snapshot byId(Table table, String id) {
    try {
      return table.snapshot(Long.parseLong(id));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /**
   * Rejects an ambiguous value: the name of a tag may be a date, which the configuration has turned
   * into a time.
   */
  private static void requireNoReference(Table table, String asked) {
    String day = asked.substring(0, LocalDate.EPOCH.toString().length());
    for (String name : new String[] {asked, day}) {
      if (table.refs().containsKey(name)) {
        throw new RunException(
            Outcome.USAGE,
            "source.snapshot %s is a time, but a tag or branch has that name too. Give the id of its snapshot, %d, or another time."
                .formatted(name, table.refs().get(name).snapshotId()));
      }
    }
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(
          text.length() == LocalDate.EPOCH.toString().length()
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String references(Table table) {
    return table.refs().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .limit(REFERENCES_SHOWN)
        .map(e -> "%s %s".formatted(word(e.getValue()), e.getKey()))
        .collect(Collectors.collectingAndThen(Collectors.joining(", "), IcebergVersion::orNone));
  }

  private static String word(SnapshotRef reference) {
    return reference.isTag() ? "tag" : "branch";
  }

  private static String orNone(String references) {
    return references.isEmpty() ? "no tag or branch" : references;
  }

  private static RunException missing(String message) {
    return new RunException(Outcome.SOURCE_MISSING, message);
  }

  private static RunException gone(String thing) {
    return RunException.stale(
        Outcome.SOURCE_UNAVAILABLE,
        "%s, which this run pinned, has expired. The partial run was discarded; start it again."
            .formatted(thing),
        null);
  }
}
