package io.riskmesh.drift;

import io.riskmesh.catalog.SourceChange.Extent;
import io.riskmesh.drift.DriftLevel.ExpectedLevel;
import io.riskmesh.drift.DriftLevel.ObservedLevel;
import io.riskmesh.drift.DriftReport.Head;
import io.riskmesh.drift.DriftReport.Performance;
import io.riskmesh.drift.DriftReport.Shift;
import io.riskmesh.evaluate.ExpectedQuality;
import io.riskmesh.evaluate.GradeTable.RiskGrade;
import io.riskmesh.privacy.DisclosureLevel;
import java.util.List;
import java.util.Map;

/** Sample findings of comparisons. */
public final class Comparisons {
  static final Head HEAD =
      new Head("night-2-drift", "credit-risk", "2026-11-24T02:00:00Z", "latest");

  private Comparisons() {}

  /** Returns findings of which none is a reason to retrain. */
  public static DriftFindings quiet(String name) {
    DriftReport.DriftSource source =
        new DriftReport.DriftSource(
            name, name + " then", name + " now", Extent.ADDED, name + " grew", null);
    return DriftFindings.of("night-1", source, new SchemaChange(Map.of(), List.of(), List.of()))
        .with(rows(50))
        .with(List.of(open(name, 0.05), masked("income", 0.01)))
        .with(shift(name, 0.1), auc(0.70, 0.62, 0.78));
  }

  static DriftReport.RowCounts rows(long added) {
    return new DriftReport.RowCounts(1000, added, added / 1000.0, 0.10, added);
  }

  public static DriftReport.DriftColumn open(String name, double psi) {
    return new DriftReport.DriftColumn(
        name, "INT", DisclosureLevel.OPEN, missing(0, 0.01), shift(name, psi));
  }

  public static DriftReport.DriftColumn masked(String name, double nullsNow) {
    return new DriftReport.DriftColumn(
        name, "DOUBLE", DisclosureLevel.MASKED, missing(0, nullsNow), null);
  }

  private static DriftReport.MissingShares missing(double then, double now) {
    return new DriftReport.MissingShares(then, now, now - then, 0.05, 0.03, now - then > 0.05);
  }

  public static Shift shift(String name, double psi) {
    List<DriftReport.DriftGroup> groups =
        List.of(
            new DriftReport.DriftGroup(name, null, null, 500, 20, 0.5, 0.4),
            new DriftReport.DriftGroup(null, null, 7.0, 300, 10, 0.3, 0.2),
            new DriftReport.DriftGroup(null, 7.0, null, 100, 10, 0.1, 0.2),
            new DriftReport.DriftGroup(null, null, null, 100, 10, 0.1, 0.2));
    return new Shift(psi, 0.2, 0.15, psi > 0.2, groups);
  }

  /**
   * Returns the level of grades A and B, which have 100 rows each.
   *
   * @param defaults of both grades together, all in B beyond the 5 of A
   */
  public static DriftLevel level(int defaults) {
    RiskGrade b = grade("B", 100, defaults - 5, 0.25);
    RiskGrade all = grade("all", 200, defaults, 0.15);
    return new DriftLevel(
        new ObservedLevel(
            all,
            grade("all", 300, 45, 0.14),
            List.of(grade("A", 100, 5, 0.05), b),
            1,
            0.2,
            defaults > 60,
            defaults > 45 ? List.of("B") : List.of()),
        null);
  }

  static DriftLevel estimate() {
    return new DriftLevel(
        null,
        new ExpectedLevel(
            new ExpectedQuality(412, 0.289, 0.245, 0.333, 0.79, 0.74, 0.83),
            new ExpectedQuality(198, 0.3, 0.24, 0.36, 0.8, 0.73, 0.86),
            0.82,
            0.75,
            0.88));
  }

  private static RiskGrade grade(String name, int rows, int defaults, double pd) {
    double rate = (double) defaults / rows;
    return new RiskGrade(
        name, null, rows, rows, 1, defaults, pd, rate, rate - 0.05, rate + 0.06, 0.0001);
  }

  static Performance auc(double value, double low, double high) {
    return new Performance(200, value, low, high, 0.82, 0.75, 0.88);
  }
}
