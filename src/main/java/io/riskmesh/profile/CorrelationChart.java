package io.riskmesh.profile;

import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.html.SvgPicture;
import io.riskmesh.html.SvgPicture.Anchor;
import io.riskmesh.html.SvgPicture.Point;
import io.riskmesh.profile.SourceProfile.Correlation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Chart of correlations as a triangle of squares. */
final class CorrelationChart {
  private static final int MAX_COLUMNS = 16;
  private static final double WIDTH = 540;
  private static final double NAMES = 170;
  private static final int MAX_LENGTH = 24;

  private CorrelationChart() {}

  /** Draws the columns of the strongest pairs; empty if there are none. */
  static String draw(List<Correlation> pairs) {
    Set<String> names = new LinkedHashSet<>();
    for (Correlation pair : pairs) {
      if (names.size() < MAX_COLUMNS - 1) {
        names.add(pair.left());
        names.add(pair.right());
      }
    }
    return names.isEmpty() ? "" : draw(new ArrayList<>(names), pairs);
  }

  private static String draw(List<String> names, List<Correlation> pairs) {
    Map<Set<String>, Correlation> values = new HashMap<>();
    pairs.forEach(pair -> values.put(Set.of(pair.left(), pair.right()), pair));
    double size = (WIDTH - NAMES) / names.size();
    SvgPicture svg =
        new SvgPicture(
            "heat", WIDTH, size * names.size(), "Correlations", "Pearson's, by pair of columns.");
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      Point at = new Point(NAMES - 8, size * (i + 0.5) + 4);
      svg.text("axis", at, Anchor.END, shortened(name) + "  " + (i + 1));
      for (int j = 0; j < i; j++) {
        Correlation pair = values.get(Set.of(name, names.get(j)));
        if (pair != null) {
          square(svg, new Point(NAMES + size * j, size * i), size, pair);
        }
      }
      Point diagonal = new Point(NAMES + size * (i + 0.5), size * (i + 0.5) + 4);
      svg.text("tick", diagonal, Anchor.MIDDLE, Integer.toString(i + 1));
    }
    return svg.end();
  }

  private static void square(SvgPicture svg, Point corner, double size, Correlation pair) {
    String css =
        "heat %s s%d"
            .formatted(
                pair.value() < 0 ? "against" : "with", Math.round(Math.abs(pair.value()) * 10));
    String note = pair.left() + " and " + pair.right() + ": " + EnglishNumbers.metric(pair.value());
    svg.box(css, corner, new Point(corner.x() + size, corner.y() + size), note);
  }

  private static String shortened(String name) {
    return name.length() <= MAX_LENGTH ? name : name.substring(0, MAX_LENGTH - 1) + "…";
  }
}
