package io.riskmesh.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.screen.ChanceBound;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests random and informative columns, in deciles of the rows. */
class InformationValueTest {
  private static final int GROUPS = 10;
  private static final int DRAWS = 10_000;

  @ParameterizedTest
  @CsvSource({
    "200, 40, 0.25",
    "500, 50, 0.15",
    "1000, 300, 0.03",
    "5000, 100, 0.05",
    "100, 20, 0.3"
  })
  void chanceStaysBelowItsBound(int rows, int defaults, double usual) {
    Random random = new Random(7);
    int above = 0;
    double sum = 0;
    double bound = ChanceBound.of(GROUPS, rows - defaults, defaults);
    for (int i = 0; i < DRAWS; i++) {
      List<GroupCounts> groups = groups(random, rows, defaults, 0);
      InformationValue values = InformationValue.over(groups);
      above += values.of(groups) > bound ? 1 : 0;
      sum += values.of(groups);
    }
    assertThat(sum / DRAWS).as("a column that knows nothing has this much").isGreaterThan(usual);
    assertThat((double) above / DRAWS).isLessThan(0.003);
  }

  @ParameterizedTest
  @CsvSource({"200, 40, 4.0", "1000, 300, 1.2", "5000, 500, 1.0"})
  void whatKnowsSomethingIsAbove(int rows, int defaults, double effect) {
    Random random = new Random(7);
    int above = 0;
    for (int i = 0; i < 200; i++) {
      List<GroupCounts> groups = groups(random, rows, defaults, effect);
      InformationValue values = InformationValue.over(groups);
      above += values.of(groups) > values.noise() ? 1 : 0;
    }
    assertThat(above).isGreaterThan(180);
  }

  /** Returns deciles by a score that is higher for bad rows by the given number of deviations. */
  private static List<GroupCounts> groups(Random random, int rows, int defaults, double effect) {
    double[] scores = new double[rows];
    for (int i = 0; i < rows; i++) {
      scores[i] = random.nextGaussian() + (i < defaults ? effect : 0);
    }
    double[] sorted = scores.clone();
    java.util.Arrays.sort(sorted);
    long[] all = new long[GROUPS];
    long[] bad = new long[GROUPS];
    for (int i = 0; i < rows; i++) {
      int rank = java.util.Arrays.binarySearch(sorted, scores[i]);
      int group = rank * GROUPS / rows;
      all[group]++;
      bad[group] += i < defaults ? 1 : 0;
    }
    List<GroupCounts> groups = new ArrayList<>();
    for (int g = 0; g < GROUPS; g++) {
      groups.add(GroupCounts.range(g, g + 1, new LabelCounts(all[g], all[g], bad[g])));
    }
    return groups;
  }
}
