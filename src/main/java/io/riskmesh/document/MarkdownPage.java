package io.riskmesh.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a document, and collects what a person owes. */
final class MarkdownPage {
  private static final String FROM = "From";

  private final StringBuilder text = new StringBuilder();
  private final List<String> owed = new ArrayList<>();

  /** A row of a table: its cells, and where they come from. */
  record TableRow(List<String> cells, FileNode from) {}

  /** Adds a heading of our own; level 1 is the title. */
  void heading(int level, String title) {
    text.append("#".repeat(level)).append(' ').append(title).append("\n\n");
  }

  /** Adds a sentence of our own, which has no numbers. */
  void sentence(String words) {
    text.append(words).append("\n\n");
  }

  /** Adds the values of some fields of an object, each with its place; absent ones are left out. */
  void facts(FileNode object, String... fields) {
    List<TableRow> rows =
        Stream.of(fields)
            .map(field -> new TableRow(List.of(field, object.at(field).shown()), object.at(field)))
            .filter(row -> !row.cells().get(1).isEmpty())
            .toList();
    table(List.of("Fact", "Value"), rows);
  }

  /** Adds one row per item of a list, with some of its fields; nothing for an empty list. */
  void items(List<FileNode> items, String... fields) {
    table(
        List.of(fields),
        items.stream()
            .map(
                item ->
                    new TableRow(
                        Stream.of(fields).map(field -> item.at(field).shown()).toList(), item))
            .toList());
  }

  /**
   * Adds one row per field of an object, named by it.
   *
   * @param fields what of a field's value is shown; the value itself without any
   */
  void entries(String name, FileNode object, String... fields) {
    table(
        Stream.concat(Stream.of(name), fields.length == 0 ? Stream.of("Value") : Stream.of(fields))
            .toList(),
        object.fields().stream()
            .map(field -> new TableRow(cells(field, object.at(field), fields), object.at(field)))
            .toList());
  }

  private static List<String> cells(String name, FileNode value, String... fields) {
    return Stream.concat(
            Stream.of(name),
            fields.length == 0
                ? Stream.of(value.shown())
                : Stream.of(fields).map(field -> value.at(field).shown()))
        .toList();
  }

  /** Adds a table with a last column that names the places; nothing without rows. */
  void table(List<String> columns, List<TableRow> rows) {
    if (rows.isEmpty()) {
      return;
    }
    line(Stream.concat(columns.stream(), Stream.of(FROM)));
    line(Collections.nCopies(columns.size() + 1, "---").stream());
    rows.forEach(
        row ->
            line(
                Stream.concat(
                    row.cells().stream().map(MarkdownPage::escaped),
                    Stream.of("`" + row.from().place().replace("|", "\\|") + "`"))));
    text.append('\n');
  }

  private void line(Stream<String> cells) {
    text.append(cells.collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  /** Tells that a run lacks a file, and so what is not known about it. */
  void absent(String file, String what) {
    sentence("%s: not known, since `%s` is not among the files of this run.".formatted(what, file));
    owe("%s: an older release wrote this run without `%s`".formatted(what, file));
  }

  /** Adds to the list of what a person owes. */
  void owe(String what) {
    owed.add(what);
  }

  /** Adds the list of what a person owes. */
  void owedList() {
    heading(2, "What a person still owes");
    sentence("No file of the run answers these. The document is not complete without them.");
    owed.stream().distinct().forEach(what -> text.append("- ").append(what).append('\n'));
  }

  /** Adds the section of a file, or tells that the run lacks it. */
  static DocumentSection ofFile(String file, String what, FileSection section) {
    return (run, page) -> {
      Optional<FileNode> found = run.read(file);
      page.heading(3, what);
      found.ifPresentOrElse(content -> section.write(content, page), () -> page.absent(file, what));
    };
  }

  /** Keeps a value from being read as Markdown or HTML. */
  private static String escaped(String value) {
    return value
        .replaceAll("[\\s\\p{Cc}\\p{Cf}]+", " ")
        .replaceAll("([\\\\`*_\\[\\]<>|#~])", "\\\\$1");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
