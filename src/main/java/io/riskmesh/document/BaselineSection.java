package io.riskmesh.document;

import io.riskmesh.document.MarkdownPage.TableRow;
import io.riskmesh.store.RunPaths;
import java.util.List;

/** The rows that the run saw. */
final class BaselineSection implements FileSection {
  static final DocumentSection WHOLE =
      MarkdownPage.ofFile(RunPaths.BASELINE, "The rows", new BaselineSection());

  private BaselineSection() {}

  @Override
  public void write(FileNode file, MarkdownPage page) {
    page.facts(file, "rows", "defaults", "defaultRate");
    page.sentence(
        "Of masked columns, keys and times, only the share of missing values is published.");
    page.table(
        List.of("column", "type", "disclosure", "nullShare", "mean", "deviation"),
        file.at("columns").items().stream()
            .map(
                column ->
                    new TableRow(
                        List.of(
                            column.at("name").shown(),
                            column.at("type").shown(),
                            column.at("disclosure").shown(),
                            column.at("nullShare").shown(),
                            column.at("moments").at("mean").shown(),
                            column.at("moments").at("deviation").shown()),
                        column))
            .toList());
  }
}
