package io.riskmesh.report;

import io.riskmesh.config.Part;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.split.SplitSummary.PartSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The proof that the test rows are nobody else's. */
record SplitView(List<Fact> facts, List<PartRow> parts, String sum, String growth) {

  record PartRow(
      String name, String rows, String share, String defaults, String rate, String membership) {}

  static SplitView of(SplitSummary split, long rows) {
    long assigned = split.parts().values().stream().mapToLong(PartSummary::rows).sum();
    return new SplitView(
        facts(split),
        Arrays.stream(Part.values())
            .filter(split.parts()::containsKey)
            .map(p -> row(p, split.parts().get(p), assigned))
            .toList(),
        sum(split, assigned, rows),
        growth(split));
  }

  private static List<Fact> facts(SplitSummary split) {
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("Strategy", split.strategy()));
    facts.add(Fact.code("Function of", joined(split.columns(), ", ")));
    facts.add(Fact.of("Seed", split.seed() == null ? "none" : split.seed().toString()));
    facts.add(Fact.code("Boundaries", joined(split.boundaries(), "; ")));
    return facts;
  }

  private static String joined(List<String> words, String by) {
    return words.isEmpty() ? "none" : String.join(by, words);
  }

  private static PartRow row(Part part, PartSummary summary, long assigned) {
    return new PartRow(
        part.key(),
        Numbers.count(summary.rows()),
        Numbers.percent(Shares.divide(summary.rows(), assigned)),
        Numbers.count(summary.positives()),
        Numbers.percent(Shares.divide(summary.positives(), summary.rows())),
        summary.membership());
  }

  /** Only says what the numbers bear out. */
  private static String sum(SplitSummary split, long assigned, long rows) {
    if (assigned + split.unassigned() != rows) {
      return "The parts hold "
          + Numbers.count(assigned)
          + " rows and "
          + Numbers.count(split.unassigned())
          + " belong to none, but the table has "
          + Numbers.count(rows)
          + ": the split does not add up.";
    }
    String outside =
        split.unassigned() == 0
            ? ""
            : " and " + Numbers.count(split.unassigned(), "row") + " belonging to none";
    return "No row is in two parts: each carries the name of one, and the parts add up to "
        + Numbers.count(assigned, "row")
        + outside
        + ", the whole of "
        + Numbers.count(rows)
        + ".";
  }

  private static String growth(SplitSummary split) {
    return split.stable()
        ? "Stable under growth: a row keeps its part when the table grows, is reordered or gains"
            + " columns."
        : "Not stable under growth: rows may change their part when the table grows, so compare"
            + " two models on test only where the membership digests agree.";
  }
}
