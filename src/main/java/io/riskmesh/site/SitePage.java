package io.riskmesh.site;

import java.util.List;

/**
 * The template's model, in which every number is already formatted as text. A section without
 * content is an empty list.
 *
 * @param style the style sheet
 * @param job name of the job
 * @param title what the page shows
 */
record SitePage(
    String style,
    String job,
    String title,
    List<SiteLink> pages,
    List<StateView> states,
    List<MetricCurve> curves,
    List<ShiftMap> shifts,
    List<VintageMap> vintages,
    List<RunTable> runs,
    List<NightTable> nights,
    List<DecisionTable> decisions,
    List<EndedRow> ended,
    List<BrokenRow> broken) {

  /**
   * A page of the site.
   *
   * @param href address; empty for the page itself
   */
  record SiteLink(String href, String name) {
    boolean elsewhere() {
      return !href.isEmpty();
    }
  }

  /** A command that published nothing. */
  record EndedRow(String id, String kind, String message) {}

  /** A file that could not be read. */
  record BrokenRow(String file, String why) {}

  boolean empty() {
    return runs.isEmpty() && nights.isEmpty() && shifts.isEmpty() && decisions.isEmpty();
  }

  boolean curved() {
    return !curves.isEmpty();
  }

  boolean unpublished() {
    return !ended.isEmpty();
  }

  boolean damaged() {
    return !broken.isEmpty();
  }
}
