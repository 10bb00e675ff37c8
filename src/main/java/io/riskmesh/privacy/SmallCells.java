package io.riskmesh.privacy;

import io.riskmesh.config.PrivacyConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Merges groups that are too small to be shown. They cannot be recovered by subtraction either: the
 * merged group is itself large enough, or contains all rows.
 */
public final class SmallCells {
  /** A group of rows that can be merged with another one. */
  public interface CellGroup<G> {
    /** Returns the number of rows in the group. */
    long rows();

    /** Breaks ties between groups with equally many rows; never shown. */
    String name();

    /** Returns whether the group has no rows. */
    default boolean isEmpty() {
      return rows() == 0;
    }

    /** Returns whether the group is too small to be shown as it is. */
    default boolean isSmall() {
      return rows() < PrivacyConfig.SMALL_CELL;
    }

    /** Returns this group with the rows of another, under its own name. */
    G and(G other);

    /** Returns the range that spans this one and the one that follows it. */
    G to(G next);
  }

  private SmallCells() {}

  /** Merges ordered groups: a small one joins its neighbour. */
  public static <G extends CellGroup<G>> List<G> merged(List<G> ordered) {
    List<G> merged = new ArrayList<>();
    G open = null;
    for (G next : ordered) {
      open = open == null ? next : open.to(next);
      if (!open.isSmall()) {
        merged.add(open);
        open = null;
      }
    }
    if (open != null) {
      merged.add(merged.isEmpty() ? open : merged.remove(merged.size() - 1).to(open));
    }
    return merged;
  }

  /**
   * Adds every group that is too small to the rest, and as many of the next smallest as are needed
   * to make the rest large enough.
   */
  public static <G extends CellGroup<G>> List<G> pooled(List<G> groups, G rest) {
    List<G> bySize = new ArrayList<>(groups);
    bySize.sort(Comparator.<G>comparingLong(CellGroup::rows).thenComparing(CellGroup::name));
    G pool = rest;
    List<G> shown = new ArrayList<>();
    for (G group : bySize) {
      boolean poolIsSmall = !pool.isEmpty() && pool.isSmall();
      if (group.isSmall() || poolIsSmall) {
        pool = pool.and(group);
      } else {
        shown.add(group);
      }
    }
    List<G> kept = new ArrayList<>(groups);
    kept.retainAll(shown);
    if (!pool.isEmpty()) {
      kept.add(pool);
    }
    return kept;
  }
}
