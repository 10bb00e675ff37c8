package io.riskmesh.profile;

import io.riskmesh.model.MonotoneDirection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * Whether the default rate goes one way over the cells of a number, missing values and codes aside.
 * It does if the rates differ by more than chance, and the monotone rates that fit best (isotonic
 * regression by pooling adjacent violators; Barlow and others 1972, Statistical Inference under
 * Order Restrictions) explain the differences: what they leave is small, and either within chance
 * (chi-square with a degree of freedom for each cell that was pooled; Robertson, Wright and Dykstra
 * 1988, Order Restricted Statistical Inference, chapter 2) or negligible.
 */
final class MonotoneTrend {
  private static final int MIN_CELLS = 5;

  /** As for the information value, see {@link ChanceBound}. */
  private static final double DIFFERENT = 0.999;

  private static final double CHANCE = 0.95;

  /** Largest share of the differences that a monotone fit may leave unexplained. */
  private static final double UNEXPLAINED = 0.25;

  /** Share that may be left even if it is more than chance, as it always is with many rows. */
  private static final double NEGLIGIBLE = 0.01;

  private MonotoneTrend() {}

  /** Adjacent cells with one fitted rate. */
  private record PooledCells(double rows, double defaults, int cells) {
    static PooledCells of(ProfileCell cell) {
      return new PooledCells(cell.labelled(), cell.defaults(), 1);
    }

    double rate() {
      return defaults / rows;
    }

    PooledCells and(PooledCells next) {
      return new PooledCells(rows + next.rows, defaults + next.defaults, cells + next.cells);
    }

    /** Returns the cell's term of the chi-square statistic, given its fitted rate. */
    double distance(double fitted) {
      double difference = defaults - rows * fitted;
      return difference == 0 ? 0 : difference * difference / (rows * fitted * (1 - fitted));
    }
  }

  /** Returns the direction of the default rate; empty if it has none, or cells are too few. */
  static Optional<MonotoneDirection> of(ColumnProfile column) {
    List<ProfileCell> numbers =
        column.cells().stream().filter(cell -> isNumber(cell, column.gaps())).toList();
    return column.kind() == ColumnKind.NUMBER && numbers.size() >= MIN_CELLS
        ? of(numbers)
        : Optional.empty();
  }

  /**
   * Returns the direction of the default rate over cells in their order, however few; empty if it
   * has none, or labels are not counted.
   */
  static Optional<MonotoneDirection> of(List<ProfileCell> ordered) {
    if (ordered.isEmpty()
        || ordered.stream().map(ProfileCell::labelled).anyMatch(Objects::isNull)) {
      return Optional.empty();
    }
    List<PooledCells> cells = ordered.stream().map(PooledCells::of).toList();
    double rate = cells.stream().reduce(PooledCells::and).orElseThrow().rate();
    double differences = cells.stream().mapToDouble(cell -> cell.distance(rate)).sum();
    return differences <= quantile(DIFFERENT, cells.size() - 1)
        ? Optional.empty()
        : Stream.of(MonotoneDirection.values())
            .filter(direction -> explains(cells, fit(cells, direction), differences))
            .findFirst();
  }

  /** Returns whether the cell has numbers, and none of the codes that stand for no number. */
  private static boolean isNumber(ProfileCell cell, GapProposal gaps) {
    return switch (cell.type()) {
      case VALUE -> !gaps.holds(cell.name());
      case RANGE ->
          gaps.codes()
              .noneMatch(
                  code ->
                      (cell.from() == null || code > cell.from())
                          && (cell.to() == null || code <= cell.to()));
      case MISSING, OTHER -> false;
    };
  }

  /** Pools adjacent cells until the rates go one way. */
  private static List<PooledCells> fit(List<PooledCells> cells, MonotoneDirection direction) {
    Deque<PooledCells> blocks = new ArrayDeque<>();
    for (PooledCells cell : cells) {
      PooledCells block = cell;
      while (!blocks.isEmpty()
          && direction.sign() * (blocks.getLast().rate() - block.rate()) >= 0) {
        block = blocks.removeLast().and(block);
      }
      blocks.addLast(block);
    }
    return List.copyOf(blocks);
  }

  private static boolean explains(
      List<PooledCells> cells, List<PooledCells> fitted, double differences) {
    double left = 0;
    int at = 0;
    for (PooledCells block : fitted) {
      for (int i = 0; i < block.cells(); i++) {
        left += cells.get(at++).distance(block.rate());
      }
    }
    boolean isChance = left <= quantile(CHANCE, cells.size() - fitted.size());
    return left <= NEGLIGIBLE * differences || (isChance && left <= UNEXPLAINED * differences);
  }

  /** Returns a quantile of the chi-square distribution; 0 without a degree of freedom. */
  private static double quantile(double probability, int freedom) {
    return freedom == 0
        ? 0
        : new ChiSquaredDistribution(null, freedom).inverseCumulativeProbability(probability);
  }
}
