package io.riskmesh.monitor;

import io.riskmesh.catalog.Growth.Extent;
import io.riskmesh.monitor.Drift.Column;
import io.riskmesh.monitor.Drift.Group;
import io.riskmesh.monitor.Drift.Head;
import io.riskmesh.monitor.Drift.Missing;
import io.riskmesh.monitor.Drift.Performance;
import io.riskmesh.monitor.Drift.Rows;
import io.riskmesh.monitor.Drift.Shift;
import io.riskmesh.profile.Disclosure;
import java.util.List;
import java.util.Map;

/** What comparisons find. */
final class Comparisons {
  static final Head HEAD =
      new Head("night-2-drift", "credit-risk", "2026-11-24T02:00:00Z", "latest");

  private Comparisons() {}

  /** Nothing that was looked at is a reason. */
  static Findings quiet(String name) {
    Drift.Source source =
        new Drift.Source(name, name + " then", name + " now", Extent.ADDED, name + " grew");
    return Findings.of("night-1", source, new Schema(Map.of(), List.of(), List.of()))
        .with(rows(50))
        .with(List.of(open(name, 0.05), masked("income", 0.01)))
        .with(shift(name, 0.1), auc(0.70, 0.62, 0.78));
  }

  static Rows rows(long added) {
    return new Rows(1000, added, added / 1000.0, 0.10, added);
  }

  static Column open(String name, double psi) {
    return new Column(name, "INT", Disclosure.OPEN, missing(0, 0.01), shift(name, psi));
  }

  static Column masked(String name, double nullsNow) {
    return new Column(name, "DOUBLE", Disclosure.MASKED, missing(0, nullsNow), null);
  }

  private static Missing missing(double then, double now) {
    return new Missing(then, now, now - then, 0.05, 0.03, now - then > 0.05);
  }

  static Shift shift(String name, double psi) {
    List<Group> groups =
        List.of(
            new Group(name, null, null, 500, 20, 0.5, 0.4),
            new Group(null, null, 7.0, 300, 10, 0.3, 0.2),
            new Group(null, 7.0, null, 100, 10, 0.1, 0.2),
            new Group(null, null, null, 100, 10, 0.1, 0.2));
    return new Shift(psi, 0.2, 0.15, psi > 0.2, groups);
  }

  static Performance auc(double value, double low, double high) {
    return new Performance(200, value, low, high, 0.82, 0.75, 0.88);
  }
}
