package io.riskmesh.report;

import io.riskmesh.html.HtmlFile;

/** Writes the report of a run. */
public final class RunReport {
  private RunReport() {}

  /**
   * The report as one UTF-8 HTML file that is well-formed XML too, needs no script and loads
   * nothing. It is a function of the input alone: no clock, no locale, no fonts.
   */
  public static byte[] render(ReportInput input) {
    return HtmlFile.render(
        RunReport.class, "report.mustache", ReportPage.of(input, HtmlFile.style()));
  }
}
