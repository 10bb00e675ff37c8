package io.riskmesh.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.model.MonotoneDirection;
import io.riskmesh.privacy.DisclosureLevel;
import io.riskmesh.profile.ProfileCell.CellType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When a direction is proposed, and when the cells are too few, too alike or go both ways. */
class MonotoneTrendTest {
  private static final GapProposal CODES =
      new GapProposal(List.of("-1"), List.of("98", "99"), 0, false);

  @Test
  void aClearTrendIsProposed() {
    assertThat(trend(1_000, 50, 80, 120, 200, 310)).isEqualTo(MonotoneDirection.INCREASING);
    assertThat(trend(1_000, 310, 200, 120, 80, 50)).isEqualTo(MonotoneDirection.DECREASING);
    assertThat(trend(1_000, 50, 50, 50, 50, 310)).isEqualTo(MonotoneDirection.INCREASING);
    assertThat(trend(1_000, 0, 0, 0, 30, 1_000))
        .as("cells without a default, and without anything else")
        .isEqualTo(MonotoneDirection.INCREASING);
  }

  @Test
  void noiseInATrendIsForgiven() {
    assertThat(trend(100, 5, 9, 8, 20, 31)).isEqualTo(MonotoneDirection.INCREASING);
    assertThat(trend(1_000_000, 50_000, 80_500, 80_000, 200_000, 310_000))
        .as("more than chance, but negligible")
        .isEqualTo(MonotoneDirection.INCREASING);
  }

  @Test
  void whatGoesBothWaysHasNoDirection() {
    assertThat(trend(1_000, 310, 120, 50, 120, 310)).as("U").isNull();
    assertThat(trend(1_000, 50, 120, 310, 120, 50)).as("its reverse").isNull();
    assertThat(trend(1_000, 50, 80, 310, 120, 310)).as("a bump in a trend").isNull();
  }

  @Test
  void fewCellsAndSmallDifferencesHaveNoDirection() {
    assertThat(trend(1_000, 50, 120, 200, 310)).as("four cells").isNull();
    assertThat(trend(100, 10, 11, 12, 12, 14)).as("chance").isNull();
    assertThat(trend(1_000, 100, 100, 100, 100, 100)).isNull();
    assertThat(trend(1_000, 0, 0, 0, 0, 0)).as("one class").isNull();
  }

  /** Of columns without information, not even one in a thousand gets a direction. */
  @Test
  void columnsWithoutInformationGetNone() {
    Random random = new Random(1);
    int proposed = 0;
    for (int column = 0; column < 5_000; column++) {
      int[] defaults = new int[10];
      for (int cell = 0; cell < 10; cell++) {
        for (int row = 0; row < 100; row++) {
          defaults[cell] += random.nextInt(5) == 0 ? 1 : 0;
        }
      }
      proposed += trend(100, defaults) == null ? 0 : 1;
    }
    assertThat(proposed).isLessThanOrEqualTo(5);
  }

  /** The code 99 is in the last range, whose rate would end the trend, and -1 is in the first. */
  @Test
  void cellsOfCodesDoNotCount() {
    List<ProfileCell> cells = new ArrayList<>(ranges(1_000, 20, 50, 80, 120, 200, 310));
    cells.add(cell(CellType.RANGE, "", 50.0, null, 1_000, 20));
    assertThat(of(ColumnKind.NUMBER, cells, GapProposal.NONE)).isNull();
    assertThat(of(ColumnKind.NUMBER, cells, CODES)).isEqualTo(MonotoneDirection.INCREASING);

    List<ProfileCell> values = new ArrayList<>();
    int[] defaults = {900, 50, 80, 120, 200, 310, 20, 30};
    String[] names = {"-1", "0", "1", "2", "3", "4", "98", "99"};
    for (int i = 0; i < names.length; i++) {
      values.add(cell(CellType.VALUE, names[i], null, null, 1_000, defaults[i]));
    }
    values.add(cell(CellType.OTHER, "other", null, null, 1_000, 0));
    values.add(cell(CellType.MISSING, "missing", null, null, 1_000, 900));
    assertThat(of(ColumnKind.NUMBER, values, CODES)).isEqualTo(MonotoneDirection.INCREASING);
  }

  @Test
  void onlyNumbersWhoseCountsAreShownHaveADirection() {
    List<ProfileCell> cells = ranges(1_000, 50, 80, 120, 200, 310);
    assertThat(of(ColumnKind.TIME, cells, GapProposal.NONE)).isNull();
    assertThat(of(ColumnKind.TEXT, cells, GapProposal.NONE)).isNull();
    List<ProfileCell> hidden = new ArrayList<>(cells);
    hidden.set(2, new ProfileCell(CellType.RANGE, "", 2.0, 3.0, 1_000, null, null, null, null));
    assertThat(of(ColumnKind.NUMBER, hidden, GapProposal.NONE)).isNull();
    assertThat(of(ColumnKind.NUMBER, List.of(), GapProposal.NONE)).isNull();
  }

  private static MonotoneDirection trend(int rows, int... defaults) {
    return of(ColumnKind.NUMBER, ranges(rows, defaults), GapProposal.NONE);
  }

  private static List<ProfileCell> ranges(int rows, int... defaults) {
    List<ProfileCell> cells = new ArrayList<>();
    for (int i = 0; i < defaults.length; i++) {
      cells.add(cell(CellType.RANGE, "", i == 0 ? null : (double) i, i + 1.0, rows, defaults[i]));
    }
    return cells;
  }

  private static ProfileCell cell(
      CellType type, String name, Double from, Double to, long rows, long defaults) {
    return new ProfileCell(
        type, name, from, to, rows, rows, defaults, (double) defaults / rows, null);
  }

  private static MonotoneDirection of(ColumnKind kind, List<ProfileCell> cells, GapProposal gaps) {
    ColumnProfile column =
        new ColumnProfile(
            "x",
            "DOUBLE",
            kind,
            DisclosureLevel.OPEN,
            0L,
            0,
            100L,
            false,
            1.0,
            0.1,
            false,
            null,
            null,
            cells,
            gaps);
    return MonotoneTrend.of(column).orElse(null);
  }
}
