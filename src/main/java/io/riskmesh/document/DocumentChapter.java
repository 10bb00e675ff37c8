package io.riskmesh.document;

import java.util.List;

/**
 * A chapter of a document.
 *
 * @param sections what the run knows
 * @param owed what no run can know
 */
record DocumentChapter(String title, List<DocumentSection> sections, List<String> owed) {
  void write(RunFiles run, MarkdownPage page) {
    page.heading(2, title);
    if (sections.isEmpty()) {
      page.sentence("No file of the run says anything about this.");
    }
    sections.forEach(section -> section.write(run, page));
    owed.forEach(page::owe);
  }
}
