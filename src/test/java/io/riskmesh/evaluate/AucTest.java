package io.riskmesh.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AucTest {
  @Test
  void countsTiesHalf() {
    Sample sample = Sample.of(new double[] {0.1, 0.4, 0.4, 0.8}, 0, 0, 1, 1);

    // Pairs: 0.4 beats 0.1 and ties with 0.4; 0.8 beats both.
    assertThat(Auc.area(sample.curve())).isEqualTo(3.5 / 4);
  }

  @Test
  void isOneHalfWhenEveryoneHasTheSameScore() {
    MetricEstimate auc = Auc.of(Sample.of(new double[] {0.3, 0.3, 0.3, 0.3}, 0, 1, 0, 1).curve());

    assertThat(auc).isEqualTo(new MetricEstimate(0.5, 0));
  }

  @Test
  void isOneAndZeroWhenTheClassesDoNotOverlap() {
    double[] scores = {0.1, 0.2, 0.3, 0.4};

    assertThat(Auc.area(Sample.of(scores, 0, 0, 1, 1).curve())).isEqualTo(1);
    assertThat(Auc.area(Sample.of(scores, 1, 1, 0, 0).curve())).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1,50,0.3,0", "2,80,0.3,8", "3,200,0.03,50", "4,4,0.5,0", "5,300,0.9,3"})
  void equalsEveryPairComparedWithEveryOther(long seed, int size, double rate, int levels) {
    Sample sample = Sample.random(seed, size, rate, levels, false);
    double[] positives = sample.scores(1);
    double[] negatives = sample.scores(0);
    MetricEstimate auc = Auc.of(sample.curve());

    assertThat(auc.value()).isEqualTo(pairsWon(positives, negatives));
    double[] beaten = components(positives, negatives);
    double[] beating = components(negate(negatives), negate(positives));
    assertThat(auc.error())
        .isCloseTo(
            Math.sqrt(variance(beaten) / beaten.length + variance(beating) / beating.length),
            within(1e-14));
  }

  @Test
  void keepsEveryBitUnderMonotoneTransforms() {
    Sample sample = Sample.random(6, 300, 0.2, 40, true);
    MetricEstimate auc = Auc.of(sample.curve());

    assertThat(Auc.of(sample.rescored(p -> p / 2 + 0.25).curve())).isEqualTo(auc);
    assertThat(Auc.of(sample.rescored(p -> p * p).curve())).isEqualTo(auc);
  }

  @Test
  void turnsRoundWithTheScores() {
    ScoreCurve curve = Sample.random(7, 300, 0.2, 40, true).curve();
    ScoreCurve reverse = Sample.random(7, 300, 0.2, 40, true).rescored(p -> 1 - p).curve();

    assertThat(Auc.area(reverse)).isCloseTo(1 - Auc.area(curve), within(1e-14));
    assertThat(Auc.of(reverse).error()).isCloseTo(Auc.of(curve).error(), within(1e-14));
  }

  @Test
  void countsAWeightOfTwoAsTwoRows() {
    Sample weighted = Sample.random(8, 60, 0.4, 10, false);
    List<Sample.Scored> repeated = new ArrayList<>();
    List<Sample.Scored> heavy = new ArrayList<>();
    for (Sample.Scored row : weighted.rows()) {
      int times = 1 + repeated.size() % 3;
      heavy.add(new Sample.Scored(row.probability(), row.label(), times));
      for (int i = 0; i < times; i++) {
        repeated.add(row);
      }
    }

    MetricEstimate once = Auc.of(new Sample(heavy).curve());
    MetricEstimate often = Auc.of(new Sample(repeated).curve());
    assertThat(once.value()).isEqualTo(often.value());
    // Fewer rows behind the same area: less certain.
    assertThat(once.error()).isGreaterThan(often.error());
  }

  @Test
  void scaleOfTheWeightsChangesNothing() {
    Sample sample = Sample.random(9, 100, 0.3, 0, true);
    Sample scaled =
        new Sample(
            sample.rows().stream()
                .map(r -> new Sample.Scored(r.probability(), r.label(), r.weight() * 1024))
                .toList());

    assertThat(Auc.of(scaled.curve())).isEqualTo(Auc.of(sample.curve()));
  }

  @Test
  void errorIsTheSpreadOverRepeatedSamples() {
    double[] areas = new double[2_000];
    double errors = 0;
    for (int i = 0; i < areas.length; i++) {
      MetricEstimate auc = Auc.of(Sample.random(100 + i, 150, 0.3, 0, true).curve());
      areas[i] = auc.value();
      errors += auc.error() / areas.length;
    }

    // Weighted rows: the linearised error against the empirical one.
    assertThat(errors / Math.sqrt(variance(areas))).isBetween(0.93, 1.07);
  }

  /** Returns, for each score, the share of the others that it exceeds; ties count half. */
  private static double[] components(double[] scores, double[] others) {
    return Arrays.stream(scores)
        .map(
            s -> {
              double beaten = 0;
              for (double other : others) {
                beaten += s > other ? 1 : s == other ? 0.5 : 0;
              }
              return beaten / others.length;
            })
        .toArray();
  }

  /** Counts in halves, so that the sum is exact. */
  private static double pairsWon(double[] positives, double[] negatives) {
    long halves = 0;
    for (double positive : positives) {
      for (double negative : negatives) {
        halves += positive > negative ? 2 : positive == negative ? 1 : 0;
      }
    }
    return halves / 2.0 / ((double) positives.length * negatives.length);
  }

  private static double[] negate(double[] scores) {
    return Arrays.stream(scores).map(s -> -s).toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum() / (values.length - 1);
  }
}
