package io.riskmesh.report;

import io.riskmesh.html.HtmlFile;

/** Writes the report of a run. */
public final class RunReport {
  private RunReport() {}

  /**
   * Renders the report as one UTF-8 HTML file that is also well-formed XML, needs no script and
   * loads nothing. It depends on the input alone, not on the clock, the locale or fonts.
   */
  public static byte[] render(ReportInput input) {
    return HtmlFile.render(
        RunReport.class, "report.mustache", ReportPage.of(input, HtmlFile.style()));
  }
}
