package io.riskmesh.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.model.MonotoneDirection;
import io.riskmesh.privacy.DisclosureLevel;
import io.riskmesh.profile.ProfileCell.CellType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which texts and codes have an order, and when the default rate follows it. */
class ValueOrderTest {
  private static final int ROWS = 1_000;

  @Test
  void textsThatStartWithANumberHaveItsOrder() {
    assertThat(order(Map.of(">= 200", 50, "0-200", 120, "<0", 300)))
        .containsExactly("<0", "0-200", ">= 200");
    assertThat(order(Map.of("10+ years", 50, "< 1 year", 300, "1 year", 200, "2 years", 120)))
        .containsExactly("< 1 year", "1 year", "2 years", "10+ years");
    assertThat(order(Map.of("1 low", 50, "2 mid", 120, "3 high", 300)))
        .containsExactly("1 low", "2 mid", "3 high");
    assertThat(order(Map.of("1,500 and more", 50, "500 to 1,500", 120, "-10 to 500", 300)))
        .containsExactly("-10 to 500", "500 to 1,500", "1,500 and more");
    assertThat(order(Map.of("A12", 120, "A11", 300, "A13", 50)))
        .containsExactly("A11", "A12", "A13");
    assertThat(order(Map.of("<= 5", 300, "5", 120, "> 5", 50))).containsExactly("<= 5", "5", "> 5");
  }

  @Test
  void gradesHaveTheOrderOfTheirLetters() {
    assertThat(order(Map.of("C", 300, "A", 50, "B", 120))).containsExactly("A", "B", "C");
    assertThat(order(Map.of("M", 50, "O", 120, "R", 300)))
        .as("mortgage, own and rent are no grades")
        .isEmpty();
  }

  @Test
  void whatHasNoOrderGetsNone() {
    assertThat(order(Map.of("car", 50, "home", 120, "boat", 300))).isEmpty();
    assertThat(order(Map.of("<0", 300, "0-200", 120, "no account", 50)))
        .as("one value without a number")
        .isEmpty();
    assertThat(order(Map.of("a 1", 50, "b 2", 120, "c 3", 300))).as("different words").isEmpty();
    assertThat(order(Map.of("A", 50, "B", 120, "3", 300))).as("grades and numbers").isEmpty();
    assertThat(order(Map.of("1 low", 50, "1 lowest", 120, "2", 300))).as("a tie").isEmpty();
    assertThat(order(Map.of("1", 50, "2", 300))).as("two values").isEmpty();
  }

  @Test
  void anOrderThatTheDefaultRateDoesNotFollowIsNone() {
    assertThat(order(Map.of("1", 50, "2", 300, "3", 120))).isEmpty();
    assertThat(order(Map.of("1", 110, "2", 112, "3", 115))).as("chance").isEmpty();
  }

  @Test
  void numbersHaveTheirOrderEvenIfSomeAreTooRareToBeShown() {
    List<ProfileCell> cells = cells(new TreeMap<>(Map.of("1", 50, "2", 120, "3", 300)));
    cells.add(cell(CellType.OTHER, "other", 4));
    ValueOrder found = of(ColumnKind.NUMBER, cells, GapProposal.NONE);
    assertThat(found.values()).containsExactly("1", "2", "3");
    assertThat(found.isComplete()).isFalse();
    assertThat(found.direction()).isEqualTo(MonotoneDirection.INCREASING);
    assertThat(of(ColumnKind.TEXT, cells, GapProposal.NONE)).isNull();
  }

  @Test
  void missingValuesDoNotDisturbAnOrderButCodesDo() {
    List<ProfileCell> cells = cells(new TreeMap<>(Map.of("1", 300, "2", 120, "3", 50)));
    cells.add(cell(CellType.MISSING, "missing", 500));
    ValueOrder found = of(ColumnKind.NUMBER, cells, GapProposal.NONE);
    assertThat(found.isComplete()).isTrue();
    assertThat(found.direction()).isEqualTo(MonotoneDirection.DECREASING);
    GapProposal code = new GapProposal(List.of("1"), List.of(), 0, false);
    assertThat(of(ColumnKind.NUMBER, cells, code)).isNull();
  }

  private static List<String> order(Map<String, Integer> defaults) {
    ValueOrder found = of(ColumnKind.TEXT, cells(defaults), GapProposal.NONE);
    return found == null ? List.of() : found.values();
  }

  private static List<ProfileCell> cells(Map<String, Integer> defaults) {
    List<ProfileCell> cells = new ArrayList<>();
    defaults.forEach((value, count) -> cells.add(cell(CellType.VALUE, value, count)));
    return cells;
  }

  private static ProfileCell cell(CellType type, String name, long defaults) {
    return new ProfileCell(
        type, name, null, null, ROWS, (long) ROWS, defaults, (double) defaults / ROWS, null);
  }

  private static ValueOrder of(ColumnKind kind, List<ProfileCell> cells, GapProposal gaps) {
    ColumnProfile column =
        new ColumnProfile(
            "x",
            "STRING",
            kind,
            DisclosureLevel.OPEN,
            0L,
            0,
            (long) cells.size(),
            true,
            1.0,
            0.1,
            false,
            null,
            null,
            cells,
            gaps);
    return ValueOrder.of(column).orElse(null);
  }
}
