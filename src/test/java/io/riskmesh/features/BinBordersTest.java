package io.riskmesh.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.config.BinTrend;
import io.riskmesh.features.BinOptimizer.BinLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bins of more items than the search divides at once, beside those of a search of all of them. */
class BinBordersTest {
  private static final int ITEMS = 350;

  /** Returns distinct numbers with a row or two each, whose default rate has a bend. */
  private static List<LabelTally> items(Random random) {
    return IntStream.range(0, ITEMS)
        .mapToObj(
            i -> {
              double chance = 0.2 + 0.3 * Math.abs(i - 200) / ITEMS;
              LabelTally item = LabelTally.zero(1);
              for (int row = random.nextInt(2); row < 2; row++) {
                item = item.plus(random.nextDouble() < chance ? 1 : 0, 1);
              }
              return item;
            })
        .toList();
  }

  private static double value(
      List<LabelTally> items, List<Integer> cuts, LabelTally all, int others) {
    List<LabelTally> bins = GroupedBuckets.groups(items, cuts);
    BinEvidence evidence = BinEvidence.of(all, bins.size() + others);
    return bins.stream().mapToDouble(b -> evidence.value(b.negatives(), b.positives())).sum();
  }

  private static List<Integer> coarse(
      List<LabelTally> items, LabelTally all, int others, BinLimits limits) {
    List<Integer> borders = GroupedBuckets.borders(items);
    return BinOptimizer.best(GroupedBuckets.groups(items, borders), all, others, limits, 1)
        .cuts()
        .stream()
        .map(cut -> borders.get(cut - 1))
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void itemsAroundTheCutsMakeUpForCoarseGroups(BinTrend trend) {
    Random random = new Random(trend.ordinal());
    double lost = 0;
    double lostByGroups = 0;
    for (int repeat = 0; repeat < 8; repeat++) {
      List<LabelTally> items = items(random);
      int others = random.nextInt(3);
      LabelTally all =
          items.stream().reduce(LabelTally.of(20L * others, 10L * others), LabelTally::plus);
      BinLimits limits = new BinLimits(25, 2 + random.nextInt(5), trend);
      List<Integer> found = BinBorders.find(items, all, others, limits);
      double best = BinOptimizer.best(items, all, others, limits, 1).value();
      double groups = value(items, coarse(items, all, others, limits), all, others);
      double value = value(items, found, all, others);

      assertThat(GroupedBuckets.groups(items, found))
          .hasSizeLessThanOrEqualTo(limits.maxBins())
          .allMatch(bin -> bin.rows() >= limits.minRows());
      assertThat(value).isBetween(groups, best + 1e-12);
      lost += (best - value) / best;
      lostByGroups += (best - groups) / best;
    }
    assertThat(lost / 8).isLessThan(0.02);
    assertThat(lost).isLessThan(lostByGroups / 2);
  }

  @ParameterizedTest
  @EnumSource
  void groupsAreTheItemsIfThereAreFew(BinTrend trend) {
    Random random = new Random(7);
    List<LabelTally> items = new ArrayList<>(items(random).subList(0, GroupedBuckets.MAX_GROUPS));
    LabelTally all = items.stream().reduce(LabelTally.zero(1), LabelTally::plus);
    BinLimits limits = new BinLimits(20, 5, trend);
    assertThat(BinBorders.find(items, all, 0, limits))
        .isEqualTo(BinOptimizer.best(items, all, 0, limits, 1).cuts());
  }
}
