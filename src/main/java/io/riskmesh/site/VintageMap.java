package io.riskmesh.site;

import io.riskmesh.config.SplitPart;
import io.riskmesh.evaluate.VintageTable;
import io.riskmesh.evaluate.VintageTable.Vintage;
import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.site.JobHistory.RunVintages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The calibration of the newest runs by vintage: default rate and mean probability.
 *
 * @param runs newest first
 */
record VintageMap(List<VintageRun> runs, List<VintageLine> lines) {

  /** The head of a run's cells. */
  record VintageRun(String id, String href) {}

  /** A vintage of one part. */
  record VintageLine(String name, String part, List<VintageCell> cells) {}

  /**
   * A vintage of a run.
   *
   * @param css class of a rate that chance does not explain
   */
  record VintageCell(String rate, String pd, String css) {}

  /** A line's key; test comes before out of time. */
  private record VintageKey(SplitPart part, String name) implements Comparable<VintageKey> {
    @Override
    public int compareTo(VintageKey other) {
      int parts = part.compareTo(other.part);
      return parts == 0 ? name.compareTo(other.name) : parts;
    }
  }

  static VintageMap of(List<RunVintages> all, ReportLinks links) {
    TreeSet<VintageKey> keys = new TreeSet<>();
    all.forEach(run -> run.table().vintages().forEach(v -> keys.add(key(v))));
    List<VintageLine> lines = new ArrayList<>();
    for (VintageKey key : keys) {
      lines.add(
          new VintageLine(
              key.name,
              key.part == SplitPart.OUT_OF_TIME ? "out of time" : "test",
              all.stream().map(run -> cell(run.table(), key)).toList()));
    }
    return new VintageMap(
        all.stream().map(run -> new VintageRun(run.runId(), links.run(run.runId()))).toList(),
        lines);
  }

  private static VintageKey key(Vintage vintage) {
    return new VintageKey(vintage.part(), vintage.name());
  }

  private static VintageCell cell(VintageTable table, VintageKey key) {
    Optional<Vintage> found = table.vintages().stream().filter(v -> key(v).equals(key)).findFirst();
    return found
        .map(
            v ->
                new VintageCell(
                    EnglishNumbers.percent(v.rate()),
                    "pd " + EnglishNumbers.percent(v.pd()),
                    table.isUnlikely(v.rateChance()) ? "mark unproven" : ""))
        .orElse(new VintageCell("", "", ""));
  }
}
