package io.riskmesh.document;

import io.riskmesh.document.MarkdownPage.TableRow;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Settings of the job, defaults included; those of an item of a list in one row. */
final class JobSection implements DocumentSection {
  private static final Pattern ITEM = Pattern.compile("(.+\\.\\d+)\\.([^.]+)");
  private static final Pattern NUMBER = Pattern.compile("\\d+");

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
    Map<String, String> settings = new TreeMap<>(Comparator.comparing(JobSection::ordered));
    run.job()
        .forEach(
            (key, value) -> {
              if (sections.contains(key.split("\\.", 2)[0]) && !value.matches("\\[]|\\{}")) {
                Matcher item = ITEM.matcher(key);
                boolean isItem = item.matches();
                settings.merge(
                    isItem ? item.group(1) : key,
                    isItem ? item.group(2) + ": " + value : value,
                    (some, more) -> some + ", " + more);
              }
            });
    page.heading(3, title);
    page.table(
        List.of("Setting", "Value"),
        settings.entrySet().stream()
            .map(
                setting ->
                    new TableRow(List.of(setting.getKey(), setting.getValue()), run.jobText()))
            .toList());
  }

  /** Returns a key that is sorted by its numbers. */
  private static String ordered(String key) {
    return NUMBER.matcher(key).replaceAll(found -> "%9s".formatted(found.group()));
  }
}
