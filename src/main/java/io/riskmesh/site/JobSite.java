package io.riskmesh.site;

import io.riskmesh.html.HtmlFile;
import io.riskmesh.site.SitePage.BrokenRow;
import io.riskmesh.site.SitePage.EndedRow;
import io.riskmesh.site.SitePage.SiteLink;
import io.riskmesh.store.Store;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The pages about a job over time. Each is one self-contained UTF-8 file, also well-formed XML, and
 * has no script; equal artifacts give equal bytes.
 */
public final class JobSite {
  /** The page that leads to the others. */
  public static final String INDEX = "index.html";

  private static final String RUNS = "runs.html";
  private static final String DRIFT = "drift.html";
  private static final String DECISIONS = "decisions.html";

  private static final List<SiteLink> PAGES =
      List.of(
          new SiteLink(INDEX, "Overview"),
          new SiteLink(RUNS, "Runs"),
          new SiteLink(DRIFT, "Drift"),
          new SiteLink(DECISIONS, "Decisions"));

  /** Rows of a table on the first page, which refers to the page with all of them. */
  private static final int NEWEST = 10;

  private final JobHistory history;
  private final ReportLinks links;
  private final String style;

  private JobSite(JobHistory history, ReportLinks links) {
    this.history = history;
    this.links = links;
    this.style = HtmlFile.style() + HtmlFile.resource(JobSite.class, "site.css");
  }

  /**
   * What was written.
   *
   * @param runs number of published runs
   * @param nights number of comparisons
   * @param broken number of files that could not be read
   * @param changed number of pages that are not what they were
   */
  public record WrittenSite(int runs, int nights, int broken, int changed) {}

  /**
   * Reads the artifacts of a job and writes its pages. Each page is replaced as a whole, the first
   * one last; a page that has not changed is not written.
   *
   * @param folder where the pages go, below the root of {@code target}; empty for the root itself
   */
  public static WrittenSite write(Store artifacts, String job, Store target, String folder) {
    JobHistory history = new HistoryReader(artifacts, job).read();
    JobSite site = new JobSite(history, new ReportLinks(target.uri(folder), artifacts, job));
    int changed = 0;
    for (Map.Entry<String, byte[]> page : site.render().entrySet()) {
      String path = folder.isEmpty() ? page.getKey() : folder + "/" + page.getKey();
      Optional<byte[]> there = target.read(path);
      if (there.isEmpty() || !Arrays.equals(there.get(), page.getValue())) {
        target.write(path, page.getValue());
        changed++;
      }
    }
    return new WrittenSite(
        history.runs().size(), history.nights().size(), history.broken().size(), changed);
  }

  /** Returns the pages by name, the first one last. */
  private Map<String, byte[]> render() {
    List<NightTable> nights =
        history.nights().isEmpty() ? List.of() : List.of(NightTable.of(history.nights(), links));
    Map<String, byte[]> pages = new LinkedHashMap<>();
    pages.put(
        RUNS,
        page(RUNS, List.of(), List.of(), List.of(), runs(Integer.MAX_VALUE), List.of(), List.of()));
    pages.put(DRIFT, page(DRIFT, List.of(), shifts(), List.of(), List.of(), nights, List.of()));
    pages.put(
        DECISIONS,
        page(
            DECISIONS,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            decisions(Integer.MAX_VALUE)));
    pages.put(
        INDEX,
        page(INDEX, curves(), shifts(), vintages(), runs(NEWEST), List.of(), decisions(NEWEST)));
    return pages;
  }

  private byte[] page(
      String page,
      List<MetricCurve> curves,
      List<ShiftMap> shifts,
      List<VintageMap> vintages,
      List<RunTable> runs,
      List<NightTable> nights,
      List<DecisionTable> decisions) {
    boolean isFirst = page.equals(INDEX);
    SitePage model =
        new SitePage(
            style,
            history.job(),
            PAGES.stream()
                .filter(link -> link.href().equals(page))
                .findFirst()
                .orElseThrow()
                .name(),
            PAGES.stream()
                .map(link -> link.href().equals(page) ? new SiteLink("", link.name()) : link)
                .toList(),
            isFirst ? List.of(StateView.of(history, links)) : List.of(),
            curves,
            shifts,
            vintages,
            runs,
            nights,
            decisions,
            isFirst ? ended() : List.of(),
            isFirst ? broken() : List.of());
    return HtmlFile.render(JobSite.class, "site.mustache", model);
  }

  private List<MetricCurve> curves() {
    List<MetricSeries> series = MetricSeries.of(history.runs());
    return IntStream.range(0, series.size())
        .mapToObj(i -> MetricCurve.of("metric-" + i, series.get(i), history.runs().size()))
        .toList();
  }

  private List<ShiftMap> shifts() {
    ShiftMap map = ShiftMap.of(history.nights(), links);
    return map.nights().isEmpty() ? List.of() : List.of(map);
  }

  private List<VintageMap> vintages() {
    return history.vintages().isEmpty()
        ? List.of()
        : List.of(VintageMap.of(history.vintages(), links));
  }

  private List<RunTable> runs(int most) {
    return history.runs().isEmpty() ? List.of() : List.of(RunTable.of(history, links, most));
  }

  private List<DecisionTable> decisions(int most) {
    DecisionTable table = DecisionTable.of(history, links, most);
    return table.rows().isEmpty() ? List.of() : List.of(table);
  }

  private List<EndedRow> ended() {
    return history.ended().stream()
        .map(outcome -> new EndedRow(outcome.runId(), outcome.kind(), outcome.message()))
        .toList();
  }

  private List<BrokenRow> broken() {
    return history.broken().entrySet().stream()
        .map(file -> new BrokenRow(file.getKey(), file.getValue()))
        .toList();
  }
}
