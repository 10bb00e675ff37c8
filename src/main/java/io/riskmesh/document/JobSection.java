package io.riskmesh.document;

import io.riskmesh.document.MarkdownPage.TableRow;
import java.util.List;
import java.util.stream.Stream;

/** Settings of the job, defaults included. */
final class JobSection implements DocumentSection {
  private final String title;
  private final List<String> sections;

  /**
   * Creates a section.
   *
   * @param sections top-level keys of the job
   */
  JobSection(String title, String... sections) {
    this.title = title;
    this.sections = List.of(sections);
  }

  @Override
  public void write(RunFiles run, MarkdownPage page) {
    page.heading(3, title);
    page.table(
        List.of("Setting", "Value"),
        run.job().entrySet().stream()
            .filter(setting -> sections.contains(setting.getKey().split("\\.", 2)[0]))
            .filter(setting -> Stream.of("[]", "{}").noneMatch(setting.getValue()::equals))
            .map(
                setting ->
                    new TableRow(List.of(setting.getKey(), setting.getValue()), run.jobText()))
            .toList());
  }
}
