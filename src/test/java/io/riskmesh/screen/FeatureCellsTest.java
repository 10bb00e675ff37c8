package io.riskmesh.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeatureCellsTest {
  private static long number(double value) {
    return Double.doubleToLongBits(value);
  }

  @Test
  void rangesHoldAboutEquallyManyRows() {
    CellTally tally = new CellTally();
    for (int i = -500; i < 500; i++) {
      tally.add(number(i), 1, i % 2 == 0 ? 1 : 0);
    }
    tally.add(ScreenInput.MISSING, 30, 3);
    tally.add(ScreenInput.MISSING + 1, 9, 9);
    LabelledRows all = new LabelledRows(1039, 512);
    FeatureCells cells = FeatureCells.of(tally, all);
    assertThat(cells.size()).isEqualTo(22);
    assertThat(cells.counts().subList(0, 20)).allMatch(cell -> cell.rows() == 50);
    assertThat(cells.counts().subList(20, 22))
        .containsExactly(new LabelledRows(30, 3), new LabelledRows(9, 9));
    assertThat(cells.cell(number(-500))).isZero();
    assertThat(cells.cell(number(-451))).isZero();
    assertThat(cells.cell(number(-450))).isEqualTo(1);
    assertThat(cells.cell(number(1e9))).isEqualTo(19);
    assertThat(cells.cell(number(-1e9))).isZero();
    assertThat(cells.cell(ScreenInput.MISSING)).isEqualTo(20);
    assertThat(cells.cell(ScreenInput.MISSING + 2)).isEqualTo(21);
  }

  @Test
  void fewDefaultsAllowFewRanges() {
    CellTally tally = new CellTally();
    for (int i = 0; i < 1000; i++) {
      tally.add(number(i), 1, i < 90 ? 1 : 0);
    }
    FeatureCells cells = FeatureCells.of(tally, new LabelledRows(1000, 90));
    assertThat(cells.size()).isEqualTo(5);
    assertThat(cells.counts().get(4)).isEqualTo(LabelledRows.NONE);
  }

  @Test
  void aFeatureWithoutNumbersHasNoRanges() {
    CellTally tally = new CellTally();
    tally.add(ScreenInput.MISSING, 100, 50);
    FeatureCells cells = FeatureCells.of(tally, new LabelledRows(100, 50));
    assertThat(cells.size()).isEqualTo(2);
    assertThat(cells.cell(number(3))).isEqualTo(1);
    assertThat(CellEvidence.of(cells.counts()).informationValue()).isZero();
    assertThat(CellEvidence.of(cells.counts()).auc()).isEqualTo(0.5);
  }

  @Test
  void talliesAddUpAsOne() {
    Random random = new Random(5);
    CellTally one = new CellTally();
    CellTally other = new CellTally();
    Map<Long, LabelledRows> expected = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      long key = number(Math.rint(random.nextGaussian() * 1000));
      int isDefault = random.nextInt(2);
      (random.nextBoolean() ? one : other).add(key, 1, isDefault);
      expected.merge(key, new LabelledRows(1, isDefault), LabelledRows::and);
    }
    one.addAll(other);
    assertThat(one.byKey()).isEqualTo(expected);
  }

  @Test
  void evidenceOfPureCellsStaysFinite() {
    CellEvidence evidence =
        CellEvidence.of(List.of(new LabelledRows(50, 0), new LabelledRows(50, 50)));
    double weight = Math.log(50.5 / 0.5);
    assertThat(evidence.weight(new LabelledRows(50, 0))).isCloseTo(weight, within(1e-12));
    assertThat(evidence.informationValue()).isCloseTo(2 * (50 / 51.0) * weight, within(1e-12));
    assertThat(evidence.auc()).isEqualTo(1);
  }
}
