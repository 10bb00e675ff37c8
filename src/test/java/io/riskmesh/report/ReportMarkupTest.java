package io.riskmesh.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.html.MarkupText;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The file is well-formed and usable for any input. */
class ReportMarkupTest {
  static Stream<ReportInput> inputs() {
    return Stream.of(
        Samples.accepted(),
        Samples.compared(),
        Samples.binned(),
        Samples.pointed(),
        Samples.pointed(SamplePoints.of(Hostile.NAME)),
        Samples.refused(),
        Hostile.names(),
        Hostile.numbers(),
        Hostile.lengths());
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void idsAreUniqueAndReferencesLeadSomewhere(ReportInput input) {
    Html html = Html.of(input);
    List<String> ids = html.attributes("id");

    assertThat(ids).doesNotHaveDuplicates();
    assertThat(ids)
        .containsAll(html.attributes("href").stream().map(h -> h.substring(1)).toList())
        .containsAll(
            html.attributes("aria-labelledby").stream()
                .flatMap(l -> Arrays.stream(l.split(" ")))
                .toList());
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void everyHeaderCellHasAScopeAndEveryPictureAName(ReportInput input) {
    Html html = Html.of(input);

    assertThat(html.elements("th")).allMatch(th -> th.hasAttribute("scope"));
    assertThat(html.elements("svg"))
        .allMatch(svg -> svg.hasAttribute("aria-labelledby") || svg.hasAttribute("aria-hidden"));
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void neverPrintsWhatIsNoNumber(ReportInput input) {
    Html html = Html.of(input);

    assertThat(html.source()).doesNotContain("NaN", "Infinity", "-0.00", ">null<", "null to");
    assertThat(html.attributes("d")).allMatch(d -> d.matches("[-MLZ0-9. ]+"));
  }

  @Test
  void showsHostileNamesAsTextOnly() {
    Html html = Html.of(Hostile.names());

    assertThat(html.elements("script")).isEmpty();
    assertThat(html.elements("img")).isEmpty();
    assertThat(html.attributes("onload")).isEmpty();
    assertThat(html.text()).contains(Hostile.VISIBLE);
    assertThat(html.source()).doesNotContain("\u202e", "\u0000", "<script", "<img");
  }

  @Test
  void doesNotReadTemplateTagsInValues() {
    assertThat(Html.of(Hostile.names()).text()).contains("{{runId}}{{{style}}}");
  }

  @Test
  void escapesWhatEndsAnElementOrAnAttribute() {
    assertThat(MarkupText.escape("<a b=\"c\" d='e'>&amp;"))
        .isEqualTo("&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;");
  }

  @Test
  void replacesWhatXmlForbidsAndWhatTurnsText() {
    assertThat(MarkupText.escape("a\u0000b\u202ec\ud800d\n\u00e9\ud83d\ude00"))
        .isEqualTo("a\ufffdb\ufffdc\ufffdd\n\u00e9\ud83d\ude00");
  }
}
