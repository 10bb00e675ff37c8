package io.riskmesh.profile;

import io.riskmesh.profile.Profile.Correlation;
import io.riskmesh.profile.Profile.Label;
import io.riskmesh.report.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * What the template sees: every number is text already.
 *
 * @param left how many columns that could have a picture have none; empty when all have
 */
record ProfilePage(
    String style,
    String job,
    String source,
    String asOf,
    String rows,
    String rate,
    List<Fact> facts,
    List<Remark> remarks,
    List<ColumnRow> columns,
    List<ColumnFigure> figures,
    String left,
    String heat,
    List<PairRow> pairs,
    int smallCell) {
  private static final int MOST_FIGURES = 60;
  private static final int MOST_PAIRS = 15;

  record Fact(String term, String value, boolean code) {}

  record PairRow(String left, String right, String value, String rows) {}

  static ProfilePage of(Profile profile, String style) {
    List<ColumnProfile> telling = new ArrayList<>(profile.columns());
    telling.sort(ColumnProfile.mostTelling());
    List<ColumnProfile> pictured =
        telling.stream()
            .filter(c -> !c.cells().isEmpty() && !c.name().equals(profile.label().column()))
            .toList();
    List<ColumnProfile> shown = pictured.stream().limit(MOST_FIGURES).toList();
    double most =
        Math.max(0.1, telling.stream().mapToDouble(ProfilePage::information).max().orElse(0));
    return new ProfilePage(
        style,
        profile.job(),
        profile.source(),
        Numbers.time(profile.asOf()),
        Numbers.count(profile.rows()),
        rate(profile.label()),
        facts(profile),
        Remark.of(profile),
        telling.stream().map(column -> ColumnRow.of(column, most)).toList(),
        figures(shown, profile),
        pictured.size() > shown.size() ? Numbers.count(pictured.size() - shown.size()) : "",
        CorrelationChart.draw(profile.correlations()),
        profile.correlations().stream().limit(MOST_PAIRS).map(ProfilePage::pair).toList(),
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

  private static List<ColumnFigure> figures(List<ColumnProfile> columns, Profile profile) {
    List<ColumnFigure> figures = new ArrayList<>();
    for (ColumnProfile column : columns) {
      figures.add(ColumnFigure.of("c" + figures.size(), column, profile.label()));
    }
    return figures;
  }

  private static String rate(Label label) {
    return label.rate() == null ? Numbers.NONE : Numbers.percent(label.rate());
  }

  private static List<Fact> facts(Profile profile) {
    Label label = profile.label();
    List<Fact> facts = new ArrayList<>();
    if (profile.snapshot() != null) {
      facts.add(new Fact("Snapshot", profile.snapshot().toString(), true));
    }
    facts.add(new Fact("Filter", profile.filter() == null ? "none" : profile.filter(), true));
    facts.add(new Fact("Default means", meaning(label), true));
    facts.add(new Fact("Rows", rows(profile), false));
    facts.add(
        new Fact(
            "Labels",
            "%s defaults, %s good, %s missing"
                .formatted(
                    Numbers.count(label.defaults()),
                    Numbers.count(label.goods()),
                    Numbers.count(label.missing())),
            false));
    facts.add(new Fact("Columns", Numbers.count(profile.columns().size()), false));
    facts.add(new Fact("Read", Numbers.count(profile.passes(), "time"), false));
    return facts;
  }

  private static String meaning(Label label) {
    return label.column() + (label.positive() == null ? "" : " = " + label.positive());
  }

  private static String rows(Profile profile) {
    return profile.sampledFrom() == null
        ? Numbers.count(profile.rows()) + ", all there are"
        : "%s, a sample of %s"
            .formatted(Numbers.count(profile.rows()), Numbers.count(profile.sampledFrom()));
  }

  private static PairRow pair(Correlation pair) {
    return new PairRow(
        pair.left(), pair.right(), Numbers.metric(pair.value()), Numbers.count(pair.rows()));
  }
}
