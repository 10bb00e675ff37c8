package io.riskmesh.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.store.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a document as a sceptic would: every number must stand where its row says. */
public final class DocumentCheck {
  private static final Pattern NUMBER =
      Pattern.compile("(?<![A-Za-z0-9_.])[-+]?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?");

  private static final Pattern CELL = Pattern.compile("(?<!\\\\)\\|");
  private static final String OWED = "## What a person still owes";

  private final Path run;
  private int numbers;

  private DocumentCheck(Path run) {
    this.run = run;
  }

  /**
   * Checks every line and returns how many numbers were found.
   *
   * @param run folder of the run's published files
   */
  public static int count(String markdown, Path run) {
    DocumentCheck check = new DocumentCheck(run);
    List<String> lines = markdown.substring(0, markdown.indexOf(OWED)).lines().toList();
    int columns = 0;
    for (int i = 0; i < lines.size(); i++) {
      boolean isRow = lines.get(i).startsWith("|");
      int cells = CELL.split(lines.get(i), -1).length;
      columns = isRow && columns > 0 ? columns : cells;
      assertThat(cells).as(lines.get(i)).isEqualTo(columns);
      columns = isRow ? columns : 0;
      boolean isHeader = i + 1 < lines.size() && lines.get(i + 1).startsWith("| --- ");
      if (!isHeader && !lines.get(i).startsWith("#") && !lines.get(i).startsWith("| --- ")) {
        check.line(lines.get(i));
      }
    }
    return check.numbers;
  }

  private void line(String line) {
    if (!line.startsWith("|")) {
      assertThat(line.replaceAll("`[^`]*`", "")).doesNotContainPattern("\\d");
      return;
    }
    String[] cells = CELL.split(line.substring(1).strip(), -1);
    String place = cells[cells.length - 2].strip();
    assertThat(place).startsWith("`").endsWith("`");
    List<JsonNode> leaves = new ArrayList<>();
    String[] parts = place.substring(1, place.length() - 1).split("#", 2);
    collect(at(parts), leaves);
    for (int i = 0; i < cells.length - 2; i++) {
      Matcher number = NUMBER.matcher(cells[i].replaceAll("\\\\(.)", "$1"));
      while (number.find()) {
        numbers++;
        assertThat(isThere(number.group(), leaves, place))
            .as("%s of \"%s\" at %s", number.group(), cells[i], place)
            .isTrue();
      }
    }
  }

  private JsonNode at(String... place) {
    try {
      JsonNode root = JsonText.read(Files.readAllBytes(run.resolve(place[0])), JsonNode.class);
      JsonNode found = place.length == 1 ? root : root.at(place[1]);
      assertThat(found.isMissingNode()).as(String.join("#", place)).isFalse();
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void collect(JsonNode node, List<JsonNode> leaves) {
    if (node.isContainerNode()) {
      node.forEach(child -> collect(child, leaves));
    } else {
      leaves.add(node);
    }
  }

  private static boolean isThere(String number, List<JsonNode> leaves, String place) {
    BigDecimal shown = new BigDecimal(number);
    BigDecimal half = shown.ulp().divide(BigDecimal.valueOf(2));
    return place.contains(number)
        || leaves.stream()
            .anyMatch(
                leaf ->
                    leaf.isNumber()
                        ? leaf.decimalValue().subtract(shown).abs().compareTo(half) <= 0
                        : leaf.asText().contains(number));
  }
}
