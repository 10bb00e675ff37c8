package io.riskmesh.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Keeps groups that are too small from being seen, also by subtraction: what is pooled is again
 * large enough, or everything.
 */
final class SmallCells {
  /**
   * Fewest rows of a group that is shown, the threshold rule of statistical disclosure control with
   * the minimum that statistical offices use for microdata of persons (Hundepool et al. 2012,
   * Statistical Disclosure Control, 4.2.1: from 3 to 10).
   */
  static final int SMALL_CELL = 10;

  private SmallCells() {}

  /** Groups in an order of their own; a small one joins its neighbour. */
  static List<Counts> merged(List<Counts> ordered) {
    List<Counts> merged = new ArrayList<>();
    Counts open = null;
    for (Counts next : ordered) {
      open = open == null ? next : open.to(next);
      if (open.rows() >= SMALL_CELL) {
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
  static List<Counts> pooled(List<Counts> groups, Counts rest) {
    List<Counts> bySize = new ArrayList<>(groups);
    bySize.sort(Comparator.comparingLong(Counts::rows).thenComparing(Counts::name));
    Counts pool = rest;
    List<Counts> shown = new ArrayList<>();
    for (Counts group : bySize) {
      boolean poolIsSmall = pool.rows() > 0 && pool.rows() < SMALL_CELL;
      if (group.rows() < SMALL_CELL || poolIsSmall) {
        pool = pool.and(group);
      } else {
        shown.add(group);
      }
    }
    List<Counts> kept = new ArrayList<>(groups);
    kept.retainAll(shown);
    if (pool.rows() > 0) {
      kept.add(pool);
    }
    return kept;
  }
}
