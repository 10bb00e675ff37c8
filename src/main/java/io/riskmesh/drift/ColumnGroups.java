package io.riskmesh.drift;

import io.riskmesh.config.PrivacyConfig;
import io.riskmesh.drift.GroupFinder.FoundGroups;
import io.riskmesh.model.NumberText;
import io.riskmesh.privacy.SmallCells;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Forms the groups of one column from counts of its distinct values, which arrive in order; the
 * counts of a value may arrive in several pieces, one after another. A numeric column with more
 * than {@link #MAX_VALUES} distinct values is cut into deciles that keep equal numbers together;
 * any other column is counted by its most frequent values.
 */
final class ColumnGroups {
  private static final int MAX_VALUES = 20;
  private static final int RANGES = 10;

  private static final Comparator<TextCount> RAREST_FIRST =
      Comparator.comparingLong(TextCount::rows)
          .thenComparing(TextCount::text, Comparator.reverseOrder());

  private record TextCount(UTF8String text, long rows) {}

  /** A rounded number, and the smallest of the numbers that it stands for. */
  private record NumberCount(double rounded, double least, boolean isSingle, long rows) {
    NumberCount and(double smallest, double largest, long more) {
      boolean isSame = isSingle && smallest == largest && smallest == least;
      return new NumberCount(rounded, Math.min(least, smallest), isSame, rows + more);
    }

    double number() {
      return isSingle ? least : rounded;
    }
  }

  private final List<NumberCount> numbers = new ArrayList<>();
  private final PriorityQueue<TextCount> frequent = new PriorityQueue<>(RAREST_FIRST);
  private TextCount open;
  private long missing;
  private long texts;
  private long distinct;

  void missing(long rows) {
    missing += rows;
  }

  /** Adds rows of a rounded number that is at least as large as those before. */
  void number(double rounded, double least, double greatest, long rows) {
    int last = numbers.size() - 1;
    if (last >= 0 && numbers.get(last).rounded() == rounded) {
      numbers.set(last, numbers.get(last).and(least, greatest, rows));
    } else {
      numbers.add(new NumberCount(rounded, least, least == greatest, rows));
    }
  }

  /** Adds rows of a text that does not come before those already added. */
  void text(UTF8String text, long rows) {
    texts += rows;
    if (open != null && open.text().equals(text)) {
      open = new TextCount(open.text(), open.rows() + rows);
    } else {
      close();
      open = new TextCount(text.copy(), rows);
      distinct++;
    }
  }

  private void close() {
    if (open != null) {
      frequent.add(open);
      if (frequent.size() > MAX_VALUES) {
        frequent.remove();
      }
    }
  }

  /** Returns the groups of all values. */
  FoundGroups end() {
    close();
    boolean byRange =
        numbers.size() > MAX_VALUES || numbers.stream().anyMatch(number -> !number.isSingle());
    return new FoundGroups(missing, byRange ? ranges() : values(), moments(), distinct);
  }

  /** Returns null for fewer numbers than may be shown, and if they are too large to be added. */
  private ColumnMoments moments() {
    double sum = 0;
    long rows = 0;
    for (NumberCount number : numbers) {
      sum += number.number() * number.rows();
      rows += number.rows();
    }
    double mean = sum / rows;
    double squares = 0;
    for (NumberCount number : numbers) {
      double distance = number.number() - mean;
      squares += distance * distance * number.rows();
    }
    return rows >= PrivacyConfig.SMALL_CELL && Double.isFinite(squares)
        ? new ColumnMoments(sum, mean, Math.sqrt(squares / rows))
        : null;
  }

  private ColumnDistribution ranges() {
    long all = numbers.stream().mapToLong(NumberCount::rows).sum();
    List<BaselineBin> bins = new ArrayList<>();
    long below = 0;
    int range = -1;
    for (NumberCount number : numbers) {
      below += number.rows();
      BaselineBin bin = new BaselineBin(null, number.rounded(), number.rows());
      int next = (int) Math.floor((double) (below * RANGES - 1) / all);
      if (next == range) {
        bins.set(bins.size() - 1, bins.get(bins.size() - 1).to(bin));
      } else {
        bins.add(bin);
      }
      range = next;
    }
    List<BaselineBin> merged = SmallCells.merged(bins);
    List<Double> edges = merged.stream().limit(merged.size() - 1).map(BaselineBin::top).toList();
    return ColumnDistribution.ofRanges(edges, merged.stream().map(BaselineBin::rows).toList());
  }

  private ColumnDistribution values() {
    List<BaselineBin> named = new ArrayList<>();
    numbers.forEach(
        n -> named.add(new BaselineBin(NumberText.of(n.least()), n.rounded(), n.rows())));
    frequent.forEach(t -> named.add(new BaselineBin(t.text().toString(), Double.NaN, t.rows())));
    named.sort(Comparator.comparingDouble(BaselineBin::top).thenComparing(BaselineBin::name));
    long others = texts - frequent.stream().mapToLong(TextCount::rows).sum();
    List<BaselineBin> pooled = SmallCells.pooled(named, BaselineBin.others(others));
    List<BaselineBin> shown = pooled.stream().filter(bin -> bin.name() != null).toList();
    List<Long> rows = new ArrayList<>(shown.stream().map(BaselineBin::rows).toList());
    rows.add(pooled.stream().filter(b -> b.name() == null).mapToLong(BaselineBin::rows).sum());
    return ColumnDistribution.ofValues(
        shown.stream().map(BaselineBin::name).toList(), List.copyOf(rows));
  }
}
