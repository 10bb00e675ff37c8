package io.riskmesh.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetadataTextTest {

  @Test
  void leavesAloneWhatIsAllowed() {
    String allowed = "rl_credit-card.credit_card @ s3://b/p k=v+1 Größe 表 ٣";
    assertThat(MetadataText.of(allowed)).contains(allowed);
  }

  @Test
  void replacesWhatIsNot() {
    assertThat(MetadataText.of("a,b{c} \"d\" <e>'; $(rm)\n\u0000 😀 \ud800"))
        .contains("a_b_c_ _d_ _e___ __rm___ _ _");
  }

  @Test
  void nothingIsNoValue() {
    assertThat(MetadataText.of(null)).isEmpty();
    assertThat(MetadataText.of("")).isEmpty();
    assertThat(MetadataText.of(" \t\n")).isEmpty();
  }

  @Test
  void longTextsStayApart() {
    String left = MetadataText.of("x".repeat(300) + "1").orElseThrow();
    String right = MetadataText.of("x".repeat(300) + "2").orElseThrow();

    assertThat(left).hasSize(256).isNotEqualTo(right);
    assertThat(left.substring(0, 243)).isEqualTo("x".repeat(243));
    assertThat(MetadataText.of("x".repeat(256))).contains("x".repeat(256));
    assertThat(MetadataText.of("x".repeat(300) + "1")).contains(left);
  }

  @Test
  void cutsNoCharacterInTwo() {
    // A letter outside the basic plane takes two Java characters.
    String cut = MetadataText.of("x" + "𝐀".repeat(200)).orElseThrow();
    assertThat(cut).hasSizeLessThanOrEqualTo(256).matches("x(𝐀)+-[0-9a-f]{12}");
    assertThat(MetadataText.of("𝐀".repeat(200)).orElseThrow()).matches("(𝐀)+-[0-9a-f]{12}");
  }

  @Test
  void tellsNoKeyOfAUri() {
    assertThat(MetadataText.of("s3a://AKIA:s+cret%2Fx@bucket/p")).contains("s3a://bucket/p");
    assertThat(MetadataText.of("https://user:pass@host/p")).contains("https://host/p");
  }
}
