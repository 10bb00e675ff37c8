package io.riskmesh.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.config.BinTrend;
import io.riskmesh.features.BinOptimizer.BinLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The optimal bins are those that a search of all divisions finds. */
class BinOptimizerTest {
  private static LabelTally sum(List<LabelTally> groups) {
    return groups.stream().reduce(LabelTally.zero(1), LabelTally::plus);
  }

  private static List<LabelTally> bins(List<LabelTally> groups, List<Integer> cuts) {
    List<LabelTally> bins = new ArrayList<>();
    for (int i = 0; i <= cuts.size(); i++) {
      bins.add(
          sum(
              groups.subList(
                  i == 0 ? 0 : cuts.get(i - 1), i == cuts.size() ? groups.size() : cuts.get(i))));
    }
    return bins;
  }

  private static double value(List<LabelTally> bins, LabelTally all, int others) {
    BinEvidence evidence = BinEvidence.of(all, bins.size() + others);
    return bins.stream().mapToDouble(b -> evidence.value(b.negatives(), b.positives())).sum();
  }

  /** Returns the signs of the changes of the weight of evidence, which falls as the rate rises. */
  private static boolean follows(List<LabelTally> bins, BinTrend trend) {
    List<Integer> steps = new ArrayList<>();
    for (int i = 1; i < bins.size(); i++) {
      LabelTally one = bins.get(i - 1);
      LabelTally next = bins.get(i);
      steps.add(
          Double.compare(
              (next.positives() + 0.5) * (one.negatives() + 0.5),
              (one.positives() + 0.5) * (next.negatives() + 0.5)));
    }
    return switch (trend) {
      case NONE -> true;
      case INCREASING -> steps.stream().allMatch(step -> step >= 0);
      case DECREASING -> steps.stream().allMatch(step -> step <= 0);
      case AUTO -> follows(bins, BinTrend.INCREASING) || follows(bins, BinTrend.DECREASING);
      case PEAK -> turns(steps, 1);
      case VALLEY -> turns(steps, -1);
    };
  }

  private static boolean turns(List<Integer> steps, int first) {
    return IntStream.rangeClosed(0, steps.size())
        .anyMatch(
            turn ->
                IntStream.range(0, steps.size())
                    .allMatch(i -> steps.get(i) * (i < turn ? first : -first) >= 0));
  }

  /** Returns the largest information value over all divisions that keep the limits. */
  private static OptionalDouble best(
      List<LabelTally> groups, LabelTally all, int others, BinLimits limits) {
    return IntStream.range(0, 1 << (groups.size() - 1))
        .mapToObj(
            mask ->
                IntStream.range(1, groups.size())
                    .filter(i -> (mask >> (i - 1) & 1) == 1)
                    .boxed()
                    .toList())
        .map(cuts -> bins(groups, cuts))
        .filter(bins -> bins.size() <= limits.maxBins())
        .filter(bins -> bins.stream().allMatch(bin -> bin.rows() >= limits.minRows()))
        .filter(bins -> follows(bins, limits.trend()))
        .mapToDouble(bins -> value(bins, all, others))
        .max();
  }

  @ParameterizedTest
  @EnumSource
  void findsTheBestOfAllDivisions(BinTrend trend) {
    Random random = new Random(trend.ordinal());
    for (int repeat = 0; repeat < 150; repeat++) {
      int size = 1 + random.nextInt(10);
      List<LabelTally> groups = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        int rows = random.nextInt(40);
        int bads = random.nextInt(4) == 0 ? 0 : random.nextInt(rows + 1);
        groups.add(LabelTally.of(rows - bads, bads));
      }
      int others = random.nextInt(3);
      LabelTally all = sum(groups).plus(LabelTally.of(20L * others + 1, 10L * others + 1));
      BinLimits limits = new BinLimits(random.nextInt(60), 1 + random.nextInt(6), trend);
      List<Integer> cuts = BinBorders.find(groups, all, others, limits);
      List<LabelTally> bins = bins(groups, cuts);
      OptionalDouble best = best(groups, all, others, limits);
      if (best.isEmpty()) {
        assertThat(cuts).isEmpty();
      } else {
        assertThat(value(bins, all, others)).isCloseTo(best.getAsDouble(), within(1e-12));
        assertThat(bins).hasSizeLessThanOrEqualTo(limits.maxBins());
        assertThat(bins).allMatch(bin -> bin.rows() >= limits.minRows());
        assertThat(follows(bins, trend)).isTrue();
      }
    }
  }

  @Test
  void adjacentSetsByRateAreTheBestOfAllSets() {
    Random random = new Random(5);
    for (int repeat = 0; repeat < 20; repeat++) {
      List<LabelTally> values = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        values.add(LabelTally.of(200 + random.nextInt(800), 200 + random.nextInt(800)));
      }
      values.sort(
          (one, other) ->
              Long.compare(one.positives() * other.rows(), other.positives() * one.rows()));
      LabelTally all = sum(values);
      List<Integer> cuts = BinBorders.find(values, all, 0, new BinLimits(1, 3, BinTrend.NONE));
      double found = value(bins(values, cuts), all, 0);
      double best = 0;
      for (int code = 0; code < 729; code++) {
        LabelTally[] sets = {LabelTally.zero(1), LabelTally.zero(1), LabelTally.zero(1)};
        int rest = code;
        for (LabelTally value : values) {
          sets[rest % 3] = sets[rest % 3].plus(value);
          rest /= 3;
        }
        if (List.of(sets).stream().allMatch(set -> set.rows() > 0)) {
          best = Math.max(best, value(List.of(sets), all, 0));
        }
      }
      assertThat(found).isCloseTo(best, within(1e-12));
    }
  }

  @Test
  void hundredsOfGroupsTakeAMoment() {
    Random random = new Random(9);
    List<LabelTally> groups = new ArrayList<>();
    for (int i = 0; i < GroupedBuckets.MAX_GROUPS; i++) {
      int bads = 2_000 + 40 * i + random.nextInt(500);
      groups.add(LabelTally.of(50_000L - bads, bads));
    }
    LabelTally all = sum(groups);
    long start = System.nanoTime();
    List<Integer> cuts = BinBorders.find(groups, all, 1, new BinLimits(500_000, 10, BinTrend.AUTO));
    assertThat(cuts).hasSize(9);
    assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
  }
}
