package io.riskmesh.document;

import io.riskmesh.runs.Manifest;
import io.riskmesh.store.Store;

/** Writes the documentation of a published run. */
public final class RunDocument {
  private RunDocument() {}

  /**
   * Reads the files of a run and returns its documentation as Markdown; the same run gives the same
   * text.
   *
   * @throws io.riskmesh.store.RunException {@code FAILED} if a file differs from what was published
   */
  public static String read(Store store, Manifest manifest, DocumentKind kind) {
    RunFiles run = RunFiles.open(store, manifest);
    MarkdownPage page = new MarkdownPage();
    page.heading(1, "%s: job %s".formatted(kind.title(), manifest.job()));
    page.sentence(
        "Written by riskmesh from the published files of one run. Each table names the places that its "
            + "values come from: a file below the run's folder, and a JSON pointer into it. Fractions "
            + "are rounded.");
    kind.chapters().forEach(chapter -> chapter.write(run, page));
    page.owedList();
    return page.toString();
  }
}
