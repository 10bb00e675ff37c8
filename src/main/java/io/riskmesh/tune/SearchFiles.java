package io.riskmesh.tune;

import io.riskmesh.html.HtmlFile;

/** The page of a search. */
public final class SearchFiles {
  private SearchFiles() {}

  /** Returns the report as one self-contained HTML file. */
  public static byte[] html(SearchReport report) {
    return HtmlFile.render(
        SearchFiles.class, "tune.mustache", SearchPage.of(report, HtmlFile.style()));
  }
}
