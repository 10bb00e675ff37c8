package io.riskmesh.profile;

import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.profile.SourceProfile.Correlation;
import io.riskmesh.profile.SourceProfile.Label;
import java.util.ArrayList;
import java.util.List;

/**
 * The template's model, in which every number is already formatted as text.
 *
 * @param left number of columns without a chart that could have one, in words; empty if all have
 *     one
 */
record ProfilePage(
    String style,
    ProfileHead head,
    List<ProfileFact> facts,
    List<ProfileRemark> remarks,
    List<ProfileColumnRow> columns,
    List<ColumnFigure> figures,
    String left,
    String heat,
    List<PairRow> pairs,
    int smallCell) {
  private static final int MAX_FIGURES = 60;
  private static final int MAX_PAIRS = 15;

  /**
   * What the page says about the source before all sections.
   *
   * @param rate share of defaults
   */
  record ProfileHead(String job, String source, String asOf, String rows, String rate) {

    private static ProfileHead of(SourceProfile profile) {
      return new ProfileHead(
          profile.job(),
          profile.source(),
          EnglishNumbers.time(profile.asOf()),
          EnglishNumbers.count(profile.rows()),
          rate(profile.label()));
    }

    private static String rate(Label label) {
      return label.rate() == null ? EnglishNumbers.NONE : EnglishNumbers.percent(label.rate());
    }
  }

  record ProfileFact(String term, String value, boolean code) {}

  record PairRow(String left, String right, String value, String rows) {}

  static ProfilePage of(SourceProfile profile, String style) {
    List<ColumnProfile> telling = new ArrayList<>(profile.columns());
    telling.sort(ColumnProfile.mostTelling());
    List<ColumnProfile> pictured =
        telling.stream()
            .filter(c -> !c.cells().isEmpty() && !c.name().equals(profile.label().column()))
            .toList();
    List<ColumnProfile> shown = pictured.stream().limit(MAX_FIGURES).toList();
    double most =
        Math.max(0.1, telling.stream().mapToDouble(ProfilePage::information).max().orElse(0));
    return new ProfilePage(
        style,
        ProfileHead.of(profile),
        facts(profile),
        ProfileRemark.of(profile),
        telling.stream().map(column -> ProfileColumnRow.of(column, most)).toList(),
        figures(shown, profile),
        pictured.size() > shown.size() ? EnglishNumbers.count(pictured.size() - shown.size()) : "",
        CorrelationChart.draw(profile.correlations()),
        profile.correlations().stream().limit(MAX_PAIRS).map(ProfilePage::pair).toList(),
        profile.smallCell());
  }

  boolean pictured() {
    return !figures.isEmpty();
  }

  boolean correlated() {
    return !pairs.isEmpty();
  }

  private static double information(ColumnProfile column) {
    return column.informationValue() == null ? -1 : column.informationValue();
  }

  private static List<ColumnFigure> figures(List<ColumnProfile> columns, SourceProfile profile) {
    List<ColumnFigure> figures = new ArrayList<>();
    for (ColumnProfile column : columns) {
      figures.add(ColumnFigure.of("c" + figures.size(), column, profile.label()));
    }
    return figures;
  }

  private static List<ProfileFact> facts(SourceProfile profile) {
    Label label = profile.label();
    List<ProfileFact> facts = new ArrayList<>();
    if (profile.snapshot() != null) {
      facts.add(new ProfileFact("Snapshot", profile.snapshot().toString(), true));
    }
    facts.add(
        new ProfileFact("Filter", profile.filter() == null ? "none" : profile.filter(), true));
    facts.add(new ProfileFact("Default means", meaning(label), true));
    facts.add(new ProfileFact("Rows", rows(profile), false));
    facts.add(
        new ProfileFact(
            "Labels",
            "%s defaults, %s good, %s missing"
                .formatted(
                    EnglishNumbers.count(label.defaults()),
                    EnglishNumbers.count(label.goods()),
                    EnglishNumbers.count(label.missing())),
            false));
    facts.add(new ProfileFact("Columns", EnglishNumbers.count(profile.columns().size()), false));
    facts.add(new ProfileFact("Read", EnglishNumbers.count(profile.passes(), "time"), false));
    return facts;
  }

  private static String meaning(Label label) {
    return label.column() + (label.positive() == null ? "" : " = " + label.positive());
  }

  private static String rows(SourceProfile profile) {
    return profile.sampledFrom() == null
        ? EnglishNumbers.count(profile.rows()) + ", all rows"
        : "%s, a sample of %s"
            .formatted(
                EnglishNumbers.count(profile.rows()), EnglishNumbers.count(profile.sampledFrom()));
  }

  private static PairRow pair(Correlation pair) {
    return new PairRow(
        pair.left(),
        pair.right(),
        EnglishNumbers.metric(pair.value()),
        EnglishNumbers.count(pair.rows()));
  }
}
