package io.riskmesh.document;

import io.riskmesh.store.RunPaths;
import java.util.List;

/** The points of a model, if it has any. */
final class PointSection {
  private PointSection() {}

  /** Adds the tables of points; nothing for a model without points. */
  static void write(RunFiles run, MarkdownPage page) {
    run.read(RunPaths.SCORECARD).ifPresent(file -> write(file, page));
  }

  private static void write(FileNode file, MarkdownPage page) {
    page.heading(3, "Scorecard");
    page.sentence(
        "The base, and for each feature the points of the cell that a borrower is in. More points mean less risk.");
    page.facts(file, "points", "rounding");
    page.facts(file.at("scale"), "score", "odds", "doubling");
    page.table(
        List.of("feature", "value", "woe", "points"),
        file.at("tables").items().stream()
            .flatMap(
                table ->
                    table.at("cells").items().stream()
                        .map(cell -> new MarkdownPage.TableRow(cells(table, cell), cell)))
            .toList());
  }

  private static List<String> cells(FileNode table, FileNode cell) {
    FileNode input = table.at("input");
    return List.of(
        (input.isPresent() ? input : table.at("feature")).shown(),
        cell.at("label").shown(),
        cell.at("woe").shown(),
        cell.at("points").shown());
  }
}
