package io.riskmesh.catalog;

import io.riskmesh.rows.StagedColumns;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.iceberg.ManageSnapshots;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * A branch of an Iceberg table on which rows wait, unseen by readers of the table, until they have
 * been audited.
 */
public final class IcebergBranch {
  private static final int TRIES = 5;
  private static final String MAIN = SnapshotRef.MAIN_BRANCH;

  private final Table table;
  private final String name;

  /**
   * Rows that were published before.
   *
   * @param values the values, by column, that all of them have
   * @param snapshot id of their commit
   */
  public record PublishedRows(Map<String, String> values, long snapshot) {}

  IcebergBranch(Table table, String name) {
    this.table = table;
    this.name = name;
  }

  /** Returns the name of the branch. */
  public String name() {
    return name;
  }

  /** Returns the property of a commit that holds the value of a column. */
  static String property(String column) {
    return "riskmesh-" + column;
  }

  String in(String quoted) {
    return quoted + "." + StagedColumns.quoted("branch_" + name);
  }

  /** Lets the branch begin at the current state of main; what it held before is given up. */
  void reset() {
    for (int i = 1; ; i++) {
      table.refresh();
      Snapshot main = table.currentSnapshot();
      ManageSnapshots refs = table.manageSnapshots();
      if (table.refs().containsKey(name)) {
        refs.removeBranch(name);
      }
      try {
        (main == null ? refs.createBranch(name) : refs.createBranch(name, main.snapshotId()))
            .commit();
        return;
      } catch (CommitFailedException e) {
        requireTry(i, e);
      }
    }
  }

  private void requireTry(int tries, CommitFailedException e) {
    if (tries == TRIES) {
      throw new RunException(
          Outcome.SOURCE_UNAVAILABLE,
          "other writers committed to table %s on every try. Start again: nothing was published."
              .formatted(table.name()),
          e);
    }
  }

  /** Returns the snapshot whose commit carries a property. */
  long find(String property, String value) {
    table.refresh();
    return snapshots()
        .filter(snapshot -> value.equals(snapshot.summary().get(property)))
        .map(Snapshot::snapshotId)
        .findFirst()
        .orElseThrow(
            () ->
                new RunException(
                    Outcome.FAILED,
                    "table %s has no snapshot of these rows".formatted(table.name())));
  }

  private Stream<Snapshot> snapshots() {
    return StreamSupport.stream(table.snapshots().spliterator(), false);
  }

  /**
   * Finds the rows that were published last, apart from those with the given values: on main, or
   * under a tag if main's history has expired.
   */
  public Optional<PublishedRows> findLast(Map<String, String> values) {
    table.refresh();
    Set<Long> published = new HashSet<>();
    if (table.currentSnapshot() != null) {
      SnapshotUtil.currentAncestorIds(table).forEach(published::add);
    }
    table.refs().values().stream()
        .filter(SnapshotRef::isTag)
        .forEach(tag -> published.add(tag.snapshotId()));
    return snapshots()
        .filter(snapshot -> published.contains(snapshot.snapshotId()))
        .sorted(
            Comparator.comparingLong(Snapshot::sequenceNumber)
                .thenComparingLong(Snapshot::timestampMillis)
                .reversed())
        .flatMap(snapshot -> rows(snapshot, values.keySet()).stream())
        .filter(rows -> !rows.values().equals(values))
        .findFirst();
  }

  private static Optional<PublishedRows> rows(Snapshot snapshot, Set<String> columns) {
    Map<String, String> values = new HashMap<>();
    for (String column : columns) {
      String value = snapshot.summary().get(property(column));
      if (value == null) {
        return Optional.empty();
      }
      values.put(column, value);
    }
    return Optional.of(new PublishedRows(values, snapshot.snapshotId()));
  }

  /**
   * Moves main to a snapshot of this branch, names it by a tag and drops the branch, all in one
   * commit. A tag of that name moves.
   *
   * @param snapshot the head of the branch, as it was audited
   * @return false, with nothing changed, if main has moved since the branch began
   * @throws RunException {@code SOURCE_UNAVAILABLE} if the branch is no longer at that snapshot
   */
  public boolean publish(long snapshot, String tag) {
    for (int i = 1; ; i++) {
      table.refresh();
      Transaction change = table.newTransaction();
      Table now = change.table();
      requireHead(now, snapshot);
      Snapshot main = now.currentSnapshot();
      if (main != null && !SnapshotUtil.isAncestorOf(now, snapshot, main.snapshotId())) {
        return false;
      }
      ManageSnapshots refs = change.manageSnapshots().fastForwardBranch(MAIN, name);
      (now.refs().containsKey(tag) ? refs.replaceTag(tag, snapshot) : refs.createTag(tag, snapshot))
          .removeBranch(name)
          .commit();
      try {
        change.commitTransaction();
        return true;
      } catch (CommitFailedException e) {
        requireTry(i, e);
      }
    }
  }

  private void requireHead(Table now, long snapshot) {
    SnapshotRef head = now.refs().get(name);
    if (head == null || head.snapshotId() != snapshot) {
      throw new RunException(
          Outcome.SOURCE_UNAVAILABLE,
          "branch %s of table %s was changed by someone else after the audit. Start again: nothing was published."
              .formatted(name, table.name()));
    }
  }

  /** Returns whether the table has a reference of that name. */
  public boolean has(String reference) {
    return table.refs().containsKey(reference);
  }
}
