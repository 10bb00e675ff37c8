package io.riskmesh.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.model.RiskBands.Band;
import java.util.List;
import org.junit.jupiter.api.Test;

class RiskBandsTest {
  private static final RiskBands BANDS =
      new RiskBands(List.of(new Band("low", 0.1), new Band("mid", 0.5), new Band("high", null)));

  @Test
  void aLimitBelongsToTheNextBand() {
    assertThat(BANDS.of(0)).isEqualTo("low");
    assertThat(BANDS.of(Math.nextDown(0.1))).isEqualTo("low");
    assertThat(BANDS.of(0.1)).isEqualTo("mid");
    assertThat(BANDS.of(Math.nextDown(0.5))).isEqualTo("mid");
    assertThat(BANDS.of(0.5)).isEqualTo("high");
    assertThat(BANDS.of(1)).isEqualTo("high");
  }

  @Test
  void oneBandHoldsEverybody() {
    RiskBands one = new RiskBands(List.of(new Band("all", null)));

    assertThat(one.of(0)).isEqualTo("all");
    assertThat(one.of(1)).isEqualTo("all");
  }

  @Test
  void refusesGapsAndDisorder() {
    refused("at least one band is required");
    refused("the last band, A, has a limit: it must be open", new Band("A", 0.5));
    refused("band A has no limit", new Band("A", null), new Band("B", null));
    refused("band B ends at 0.2", new Band("A", 0.3), new Band("B", 0.2), new Band("C", null));
    refused("band A ends at 1.0", new Band("A", 1.0), new Band("B", null));
    refused("band A ends at NaN", new Band("A", Double.NaN), new Band("B", null));
    refused("two bands are named A", new Band("A", 0.3), new Band("A", null));
  }

  private static void refused(String why, Band... bands) {
    assertThatThrownBy(() -> new RiskBands(List.of(bands)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
