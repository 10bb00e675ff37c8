package io.riskmesh.monitor;

import io.riskmesh.monitor.Drift.Group;
import io.riskmesh.profile.Words;
import io.riskmesh.report.Numbers;
import io.riskmesh.report.Svg;
import io.riskmesh.report.Svg.Anchor;
import io.riskmesh.report.Svg.Point;
import java.util.List;

/** Two bars per group: its share then and its share now. */
final class ShareChart {
  private static final double WIDTH = 540;
  private static final double LINE = 26;
  private static final double NAMES = 150;
  private static final double SHARES = 104;
  private static final int LONGEST = 21;

  private final Svg svg;
  private final double most;

  private ShareChart(Svg svg, double most) {
    this.svg = svg;
    this.most = most;
  }

  /**
   * The picture.
   *
   * @param id unique in the document
   */
  static String draw(String id, String name, List<Group> groups) {
    double most =
        groups.stream().mapToDouble(g -> Math.max(g.shareThen(), g.shareNow())).max().orElse(1);
    Svg svg =
        new Svg(
            id,
            WIDTH,
            LINE * groups.size() + 4,
            "Shares of " + name,
            "Share of the rows in each group, then and now.");
    ShareChart chart = new ShareChart(svg, Math.max(most, 1e-9));
    for (int i = 0; i < groups.size(); i++) {
      chart.group(groups.get(i), LINE * i + 2);
    }
    return svg.end();
  }

  private void group(Group group, double y) {
    svg.text("axis", new Point(NAMES - 10, y + 16), Anchor.END, shortened(name(group)));
    bar("goodbar", group.shareThen(), y + 1, 8);
    bar("nowbar", group.shareNow(), y + 11, 8);
    double end = Math.max(x(group.shareThen()), x(group.shareNow()));
    String shares = Numbers.percent(group.shareThen()) + " → " + Numbers.percent(group.shareNow());
    svg.text("tick", new Point(end + 8, y + 15), Anchor.START, shares);
    svg.box("unseen", new Point(0, y), new Point(WIDTH, y + LINE - 2), note(group));
  }

  private void bar(String css, double share, double y, double height) {
    svg.box(css, new Point(NAMES, y), new Point(x(share), y + height), "");
  }

  private double x(double share) {
    return NAMES + share / most * (WIDTH - NAMES - SHARES);
  }

  private static String note(Group group) {
    return "%s: %s then, %s now"
        .formatted(
            name(group), Numbers.count(group.then(), "row"), Numbers.count(group.now(), "row"));
  }

  private static String name(Group group) {
    if (group.name() != null) {
      return group.name().isBlank() ? "(blank)" : group.name();
    }
    if (group.from() == null) {
      return group.to() == null ? "(other)" : "up to " + Words.number(group.to());
    }
    return group.to() == null
        ? "above " + Words.number(group.from())
        : Words.number(group.from()) + " to " + Words.number(group.to());
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST ? name : name.substring(0, LONGEST - 1) + "…";
  }
}
