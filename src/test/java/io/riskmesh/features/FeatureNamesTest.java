package io.riskmesh.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeatureNamesTest {
  @Test
  void writesWhatXgboostRefusesInAnotherWay() {
    FeatureNames names = new FeatureNames(List.of(), Set.of());
    assertThat(names.made("age=[18;25]")).isEqualTo("age=%5B18;25%5D");
    assertThat(names.made("age=<18")).isEqualTo("age=%3C18");
    assertThat(names.made("age=<18\n`\"")).isEqualTo("age=%3C18%0A%60%22");
    assertThat(names.made("100%")).isEqualTo("100%25");
    assertThat(names.made("größe=日本 𝒳")).isEqualTo("größe=日本 𝒳");
  }

  @Test
  void keepsUnderscoresForTheColumnsOfItsOwn() {
    assertThat(new FeatureNames(List.of(), Set.of()).made("_row_")).isEqualTo("%5Frow_");
  }

  @Test
  void givesDeclaredNamesPrecedence() {
    FeatureNames names = new FeatureNames(List.of("a", "a.missing", "A"), Set.of());
    assertThat(names.declared("a")).isEqualTo("a");
    assertThat(names.declared("A")).isEqualTo("A~2");
    assertThat(names.made("a.missing")).isEqualTo("a.missing~2");
    assertThat(names.made("a.Missing")).isEqualTo("a.Missing~3");
    assertThat(names.made("a.missing~2")).isEqualTo("a.missing~2~2");
  }
}
