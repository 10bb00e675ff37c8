package io.riskmesh.drift;

import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.html.SvgPicture;
import io.riskmesh.html.SvgPicture.Anchor;
import io.riskmesh.html.SvgPicture.Point;
import java.util.List;
import java.util.function.DoubleFunction;

/** A bar chart with two bars per group: its share then and its share now. */
final class ShareChart {
  private static final double WIDTH = 540;
  private static final double LINE = 26;
  private static final double NAMES = 150;
  private static final double SHARES = 104;
  private static final int MAX_LENGTH = 21;

  private final SvgPicture svg;
  private final double most;
  private final DoubleFunction<String> words;

  private ShareChart(SvgPicture svg, double most, DoubleFunction<String> words) {
    this.svg = svg;
    this.most = most;
    this.words = words;
  }

  /**
   * Draws the chart.
   *
   * @param id element id, unique in the document
   * @param words formats the ends of ranges
   */
  static String draw(
      String id, String name, List<DriftReport.DriftGroup> groups, DoubleFunction<String> words) {
    double most =
        groups.stream().mapToDouble(g -> Math.max(g.shareThen(), g.shareNow())).max().orElse(1);
    SvgPicture svg =
        new SvgPicture(
            id,
            WIDTH,
            LINE * groups.size() + 4,
            "Shares of " + name,
            "Share of the rows in each group, then and now.");
    ShareChart chart = new ShareChart(svg, Math.max(most, 1e-9), words);
    for (int i = 0; i < groups.size(); i++) {
      chart.group(groups.get(i), LINE * i + 2);
    }
    return svg.end();
  }

  private void group(DriftReport.DriftGroup group, double y) {
    svg.text("axis", new Point(NAMES - 10, y + 16), Anchor.END, shortened(name(group)));
    bar("goodbar", group.shareThen(), y + 1, 8);
    bar("nowbar", group.shareNow(), y + 11, 8);
    double end = Math.max(x(group.shareThen()), x(group.shareNow()));
    String shares =
        EnglishNumbers.percent(group.shareThen())
            + " → "
            + EnglishNumbers.percent(group.shareNow());
    svg.text("tick", new Point(end + 8, y + 15), Anchor.START, shares);
    svg.box("unseen", new Point(0, y), new Point(WIDTH, y + LINE - 2), note(group));
  }

  private void bar(String css, double share, double y, double height) {
    svg.box(css, new Point(NAMES, y), new Point(x(share), y + height), "");
  }

  private double x(double share) {
    return NAMES + share / most * (WIDTH - NAMES - SHARES);
  }

  private String note(DriftReport.DriftGroup group) {
    return "%s: %s then, %s now"
        .formatted(
            name(group),
            EnglishNumbers.count(group.then(), "row"),
            EnglishNumbers.count(group.now(), "row"));
  }

  private String name(DriftReport.DriftGroup group) {
    if (group.name() != null) {
      return group.name().isBlank() ? "(blank)" : group.name();
    }
    if (group.from() == null) {
      return group.to() == null ? "(other)" : "up to " + words.apply(group.to());
    }
    return group.to() == null
        ? "above " + words.apply(group.from())
        : words.apply(group.from()) + " to " + words.apply(group.to());
  }

  private static String shortened(String name) {
    return name.length() <= MAX_LENGTH ? name : name.substring(0, MAX_LENGTH - 1) + "…";
  }
}
