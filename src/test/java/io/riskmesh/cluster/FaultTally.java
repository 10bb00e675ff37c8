package io.riskmesh.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts per kind of fault how runs ended, and what was wrong with any of them. */
final class FaultTally {
  private static final String ROW = "%-16s %5s %10s %8s %10s %14s %7s %7s%n";

  private static final class Counts {
    private int runs;
    private int published;
    private int refused;
    private int resumable;
    private int more;
    private int strays;
    private int broken;
  }

  private final Map<Fault, Counts> kinds = new EnumMap<>(Fault.class);
  private final List<String> broken = new ArrayList<>();

  /** A run whose end may be believed. */
  void add(PlannedFault plan, FaultRound.Ended ended) {
    Counts counts = counts(plan);
    if (ended.isPublished()) {
      counts.published++;
    } else if (ended.isRefused()) {
      counts.refused++;
    } else {
      counts.resumable++;
    }
    counts.more += ended.more();
    counts.strays += ended.strays();
    tell(
        plan,
        "exit code %d, %d more attempts, %.0f s, %d strays"
            .formatted(ended.code(), ended.more(), ended.seconds(), ended.strays()));
  }

  /** A run with something wrong. */
  void addBroken(PlannedFault plan, Throwable wrong) {
    counts(plan).broken++;
    broken.add("run %d (%s): %s".formatted(plan.number(), plan.fault().words(), wrong));
    tell(plan, "BROKEN: " + wrong);
  }

  private Counts counts(PlannedFault plan) {
    Counts counts = kinds.computeIfAbsent(plan.fault(), fault -> new Counts());
    counts.runs++;
    return counts;
  }

  private static void tell(PlannedFault plan, String end) {
    System.out.printf(
        Locale.ROOT,
        "%3d %-16s at %2.0f %%, size %.2f, side %d%s: %s%n",
        plan.number(),
        plan.fault().words(),
        100 * plan.moment(),
        plan.size(),
        plan.side(),
        plan.gated() ? ", gated" : "",
        end);
  }

  /** What was wrong, run by run. */
  List<String> broken() {
    return broken;
  }

  /** The table. */
  String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        ROW.formatted(
            "fault",
            "runs",
            "published",
            "refused",
            "resumable",
            "more attempts",
            "strays",
            "broken"));
    kinds.forEach(
        (fault, counts) ->
            table.append(
                ROW.formatted(
                    fault.words(),
                    counts.runs,
                    counts.published,
                    counts.refused,
                    counts.resumable,
                    counts.more,
                    counts.strays,
                    counts.broken)));
    return table.toString();
  }

  /** Leaves the table for who started the build. */
  void write(Path file) throws IOException {
    Files.writeString(file, table());
  }
}
