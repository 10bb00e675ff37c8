package io.riskmesh.site;

import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.report.MetricGlossary;
import io.riskmesh.runs.RunHead;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs, newest as-of time first: also the numbers behind the curves.
 *
 * @param metrics names of the metrics of every row
 * @param rest what is left out; empty if nothing is
 */
record RunTable(List<String> metrics, List<RunRow> rows, String rest) {

  /**
   * A run.
   *
   * @param href address of its report
   * @param production says so for the run in production; empty for any other
   * @param css class of the verdict
   * @param version release that trained it
   */
  record RunRow(
      String id,
      String href,
      String production,
      String asOf,
      String css,
      String verdict,
      List<RunValue> values,
      String model,
      String champion,
      String source,
      String version) {}

  /**
   * A metric of a run.
   *
   * @param css class of a value that does not meet its limit
   */
  record RunValue(String value, String interval, String css) {}

  /**
   * Arranges the newest runs.
   *
   * @param most number of rows
   */
  static RunTable of(JobHistory history, ReportLinks links, int most) {
    List<MetricSeries> series = MetricSeries.of(history.runs());
    List<RunHead> all = history.runs();
    int first = Math.max(0, all.size() - most);
    List<RunRow> rows = new ArrayList<>();
    for (int i = all.size() - 1; i >= first; i--) {
      rows.add(row(all.get(i), i, series, history, links));
    }
    return new RunTable(
        series.stream().map(s -> MetricGlossary.label(s.metric())).toList(),
        rows,
        first == 0 ? "" : EnglishNumbers.count(first, "older run"));
  }

  private static RunRow row(
      RunHead run, int at, List<MetricSeries> series, JobHistory history, ReportLinks links) {
    return new RunRow(
        run.runId(),
        links.run(run.runId()),
        run.runId().equals(history.latest()) ? "in production" : "",
        EnglishNumbers.time(run.asOf()),
        run.isAccepted() ? run.gates().isEmpty() ? "mark unproven" : "mark passed" : "mark failed",
        run.verdictInWords(),
        series.stream().map(s -> value(s, at)).toList(),
        run.training() == null ? "" : run.training().inWords(),
        run.champion().orElse(""),
        source(run),
        version(run));
  }

  private static String version(RunHead run) {
    String version = run.versions().get("riskmesh");
    return version == null ? "" : "riskmesh " + version;
  }

  private static String source(RunHead run) {
    Long snapshot = run.source().snapshot();
    return run.source().name() + (snapshot == null ? "" : " @ " + snapshot);
  }

  private static RunValue value(MetricSeries series, int at) {
    return series.points().stream()
        .filter(point -> point.at() == at)
        .findFirst()
        .map(
            point ->
                new RunValue(
                    EnglishNumbers.metric(point.value()),
                    EnglishNumbers.isInterval(point.low(), point.high())
                        ? EnglishNumbers.interval(point.low(), point.high())
                        : "",
                    point.passed() ? "" : "mark failed"))
        .orElse(new RunValue("", "", ""));
  }

  boolean more() {
    return !rest.isEmpty();
  }
}
