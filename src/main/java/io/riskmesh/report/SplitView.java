package io.riskmesh.report;

import io.riskmesh.config.SplitPart;
import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.split.SplitSummary.OutOfTimeLimit;
import io.riskmesh.split.SplitSummary.PartSummary;
import io.riskmesh.split.SplitSummary.YoungRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Evidence that no test row is in another part. */
record SplitView(
    List<ReportFact> facts, List<PartRow> parts, String sum, List<String> left, String growth) {

  record PartRow(
      String name, String rows, String share, String defaults, String rate, String membership) {}

  static SplitView of(SplitSummary split, long rows) {
    long assigned = split.parts().values().stream().mapToLong(PartSummary::rows).sum();
    return new SplitView(
        facts(split),
        Arrays.stream(SplitPart.values())
            .filter(split.parts()::containsKey)
            .map(p -> row(p, split.parts().get(p), assigned))
            .toList(),
        sum(split, assigned, rows),
        left(split),
        growth(split));
  }

  private static List<ReportFact> facts(SplitSummary split) {
    List<ReportFact> facts = new ArrayList<>();
    facts.add(ReportFact.of("Strategy", split.strategy()));
    facts.add(ReportFact.code("Function of", joined(split.columns(), ", ")));
    facts.add(ReportFact.of("Seed", split.seed() == null ? "none" : split.seed().toString()));
    facts.add(
        ReportFact.code("Boundaries", joined(split.boundaries().inWords(split.columns()), "; ")));
    return facts;
  }

  private static String joined(List<String> words, String by) {
    return words.isEmpty() ? "none" : String.join(by, words);
  }

  private static PartRow row(SplitPart part, PartSummary summary, long assigned) {
    return new PartRow(
        part.key(),
        EnglishNumbers.count(summary.rows()),
        EnglishNumbers.percent(ConfusionShares.divide(summary.rows(), assigned)),
        EnglishNumbers.count(summary.positives()),
        EnglishNumbers.percent(ConfusionShares.divide(summary.positives(), summary.rows())),
        summary.membership());
  }

  /** States that the parts add up only if the numbers show it. */
  private static String sum(SplitSummary split, long assigned, long rows) {
    if (assigned + split.unassigned() != rows) {
      return "The parts hold "
          + EnglishNumbers.count(assigned)
          + " rows and "
          + EnglishNumbers.count(split.unassigned())
          + " belong to no part, but the table has "
          + EnglishNumbers.count(rows)
          + ": the split does not add up.";
    }
    String outside =
        split.unassigned() == 0
            ? ""
            : " and " + EnglishNumbers.count(split.unassigned(), "row") + " in no part";
    return "No row is in two parts: each is assigned to one, and the parts add up to "
        + EnglishNumbers.count(assigned, "row")
        + outside
        + ", of "
        + EnglishNumbers.count(rows)
        + ".";
  }

  /** States which rows the time keeps out. */
  private static List<String> left(SplitSummary split) {
    List<String> left = new ArrayList<>();
    YoungRows young = split.young();
    if (young != null) {
      left.add(
          "%s too young to have defaulted: after %s, less than %s before the as-of time. They are in no part, defaults among them included."
              .formatted(
                  young.rows() == 1 ? "1 row is" : EnglishNumbers.count(young.rows()) + " rows are",
                  EnglishNumbers.time(young.after()),
                  span(young.window())));
    }
    OutOfTimeLimit later = split.outOfTime();
    if (later != null) {
      left.add(
          "Rows from %s on are out of time: nothing was fitted or chosen on them.%s"
              .formatted(
                  EnglishNumbers.time(later.from()),
                  later.embargo() == null
                      ? ""
                      : " %s in the %s before are in no part."
                          .formatted(
                              EnglishNumbers.count(later.embargoed(), "row"),
                              span(later.embargo()))));
    }
    return List.copyOf(left);
  }

  private static String span(String iso) {
    Duration span = Duration.parse(iso);
    return span.equals(Duration.ofDays(span.toDays()))
        ? EnglishNumbers.count(span.toDays(), "day")
        : iso;
  }

  private static String growth(SplitSummary split) {
    return split.stable()
        ? "Stable under growth: a row keeps its part when the table grows, is reordered or gains"
            + " columns."
        : "Not stable under growth: rows may move to another part when the table grows, so compare"
            + " two models on test only if the membership digests match.";
  }
}
