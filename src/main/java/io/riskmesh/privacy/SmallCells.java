package io.riskmesh.privacy;

import io.riskmesh.config.PrivacyConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Keeps groups that are too small from being seen, also by subtraction: what is pooled is again
 * large enough, or everything.
 */
public final class SmallCells {
  /** A group of rows that can be put together with another one. */
  public interface CellGroup<G> {
    long rows();

    /** Tells groups of equally many rows apart; never shown. */
    String name();

    default boolean isEmpty() {
      return rows() == 0;
    }

    /** Whether it may not be shown as it is. */
    default boolean isSmall() {
      return rows() < PrivacyConfig.SMALL_CELL;
    }

    /** This group with the rows of another, under its own name. */
    G and(G other);

    /** This range and the one that follows it. */
    G to(G next);
  }

  private SmallCells() {}

  /** Groups in an order of their own; a small one joins its neighbour. */
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

  /** What of the groups is too small, together with as many of the smallest as it takes. */
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
