package io.riskmesh.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.config.TuneRange;
import io.riskmesh.config.TuneRange.RangeScale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchDimensionTest {
  private final SearchDimension depth =
      SearchDimension.of("max_depth", range(2, 5, RangeScale.LINEAR));
  private final SearchDimension eta = SearchDimension.of("eta", range(0.01, 1, RangeScale.LOG));
  private final SearchDimension rows =
      SearchDimension.of("subsample", range(0.5, 1, RangeScale.LINEAR));

  private static TuneRange range(double from, double to, RangeScale scale) {
    return new TuneRange(from, to, scale);
  }

  @Test
  void aParameterThatIsWholeTakesEachNumberEquallyOften() {
    assertThat(IntStream.range(0, 8).mapToObj(i -> depth.valueAt(i / 8.0 + 0.01)))
        .containsExactly("2", "2", "3", "3", "4", "4", "5", "5");
    assertThat(depth.valueAt(0)).isEqualTo("2");
    assertThat(depth.valueAt(1)).isEqualTo("5");
  }

  @Test
  void aLogarithmicScaleTakesFactors() {
    assertThat(eta.valueAt(0)).isEqualTo("0.01");
    assertThat(eta.valueAt(0.5)).isEqualTo("0.1");
    assertThat(eta.valueAt(1)).isEqualTo("1");
  }

  @Test
  void writesNumbersShortAndInsideTheRange() {
    assertThat(rows.valueAt(1.0 / 3)).isEqualTo("0.6667");
    SearchDimension narrow =
        SearchDimension.of("gamma", range(0.123456, 0.12346, RangeScale.LINEAR));
    assertThat(Double.parseDouble(narrow.valueAt(0.1))).isBetween(0.123456, 0.12346);
    SearchDimension large = SearchDimension.of("lambda", range(1e-7, 1e9, RangeScale.LOG));
    assertThat(large.valueAt(0)).isEqualTo("0.0000001");
    assertThat(large.valueAt(1)).isEqualTo("1000000000");
  }

  @Test
  void findsThePositionOfAValue() {
    for (double position : new double[] {0, 0.2, 0.5, 0.9, 1}) {
      assertThat(eta.positionOf(eta.valueAt(position))).isCloseTo(position, within(1e-3));
      assertThat(rows.positionOf(rows.valueAt(position))).isCloseTo(position, within(1e-3));
    }
    assertThat(depth.valueAt(depth.positionOf("4"))).isEqualTo("4");
    assertThat(depth.positionOf("9")).isEqualTo(1);
    assertThat(eta.positionOf("0")).isZero();
  }

  @Test
  void wordsHaveNoPosition() {
    assertThat(SearchDimension.isPlaced("1e-3")).isTrue();
    assertThat(SearchDimension.isPlaced("auto")).isFalse();
    assertThat(SearchDimension.isPlaced(null)).isFalse();
  }
}
