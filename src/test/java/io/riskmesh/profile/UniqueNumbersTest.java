package io.riskmesh.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Measures how often identifiers and measurements are confused, on made-up columns. */
class UniqueNumbersTest {
  private static final int TRIES = 2_000;

  /** Whole amounts with realistic distributions, nearly all distinct in small tables. */
  private static final List<ToDoubleFunction<Random>> AMOUNTS =
      List.of(
          r -> Math.exp(10.3 + 0.5 * r.nextGaussian()),
          r -> Math.exp(10.3 + 1.0 * r.nextGaussian()),
          r -> Math.exp(13 + 1.5 * r.nextGaussian()),
          r -> 20_000 + 70_000 * r.nextDouble(),
          r -> 200_000 * r.nextDouble() * r.nextDouble(),
          r -> 1_000_000 * r.nextDouble(),
          r -> 50_000 + 15_000 * r.nextGaussian(),
          r -> 5_000_000 + 900_000 * r.nextGaussian(),
          r -> 1_000 * Math.rint(Math.exp(4 + r.nextGaussian())));

  @ParameterizedTest
  @ValueSource(ints = {60, 200, 1_200, 20_000})
  void wholeAmountsAreFeatures(int rows) {
    Random random = new Random(5);
    int tries = rows > 5_000 ? TRIES / 20 : TRIES / 4;
    for (ToDoubleFunction<Random> amount : AMOUNTS) {
      int names = 0;
      for (int i = 0; i < tries; i++) {
        names += areNames("amount", rows, row -> Math.rint(amount.applyAsDouble(random))) ? 1 : 0;
      }
      assertThat((double) names / tries).isLessThan(0.005);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 200, 1_200, 20_000})
  void countersAreNames(int rows) {
    assertThat(areNames("_c0", rows, row -> (double) row)).isTrue();
    assertThat(areNames("loan", rows, row -> row + 1.0)).isTrue();
    assertThat(areNames("loan", rows, row -> 5_000_000.0 + row)).as("from anywhere").isTrue();
    assertThat(areNames("loan", rows, row -> row - (row % 25 == 24 ? 1.0 : 0)))
        .as("a few lines twice")
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 1_200, 20_000})
  void numbersOfAccountsAreNames(int rows) {
    Random random = new Random(5);
    int[] shuffled = random.ints(0, Integer.MAX_VALUE).distinct().limit(rows).toArray();
    assertThat(areNames("loan", rows, row -> 10.0 * row)).as("in steps").isTrue();
    assertThat(areNames("loan", rows, row -> row % 2 == 0 ? 1e7 + row : 2e7 + row))
        .as("in blocks")
        .isTrue();
    assertThat(areNames("konto", rows, row -> 1e9 + shuffled[row] * 4.0)).as("ten digits").isTrue();
    assertThat(areNames("AccountNo", rows, row -> shuffled[row] / 7.0 - shuffled[row] % 7 / 7.0))
        .as("by name")
        .isTrue();
    assertThat(areNames("hash", rows, row -> 1e16 + shuffled[row] * 1e9)).as("long").isTrue();
  }

  @Test
  void aSampleOfAnIndexIsNoMeasurement() {
    Random random = new Random(5);
    double[] some = random.ints(0, 1_000_000).distinct().limit(1_000).asDoubleStream().toArray();
    assertThat(UniqueNumbers.areNames("line", numbers(some), 1_000, 1_000_000)).isTrue();
    assertThat(UniqueNumbers.areNames("line", numbers(some), 1_000, 1_000))
        .as("of a table of 1,000 rows it may be an amount")
        .isFalse();
  }

  @Test
  void aNameIsReadByItsLastWord() {
    assertThat(List.of("loan_id", "LoanId", "id", "Konto-Nr.", "account number"))
        .allMatch(UniqueNumbers::saysSo);
    assertThat(List.of("number_of_loans", "NumberOfDependents", "paid", "balance", "idle_time"))
        .noneMatch(UniqueNumbers::saysSo);
  }

  private static boolean areNames(String name, int rows, Function<Integer, Double> value) {
    double[] values = IntStream.range(0, rows).mapToDouble(value::apply).toArray();
    long distinct = DoubleStream.of(values).distinct().count();
    return distinct >= 0.9 * rows && UniqueNumbers.areNames(name, numbers(values), distinct, rows);
  }

  private static FiniteNumbers numbers(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    List<Double> quantiles =
        FirstPass.SHARES.stream()
            .map(q -> sorted[Math.max(0, (int) Math.ceil(q * sorted.length) - 1)])
            .toList();
    return new FiniteNumbers(
        values.length, 0, true, sorted[0], sorted[sorted.length - 1], quantiles);
  }
}
