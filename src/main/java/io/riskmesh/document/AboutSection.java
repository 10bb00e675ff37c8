package io.riskmesh.document;

import io.riskmesh.document.MarkdownPage.TableRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the job says about its model; what it leaves open is owed. */
final class AboutSection implements DocumentSection {
  private static final Map<String, String> MEANINGS = meanings();

  private final List<String> keys;

  /**
   * Creates a section.
   *
   * @param keys keys of the job's section {@code about}
   */
  AboutSection(String... keys) {
    this.keys = List.of(keys);
  }

  private static Map<String, String> meanings() {
    Map<String, String> meanings = new LinkedHashMap<>();
    meanings.put("purpose", "what the model is for");
    meanings.put("population", "whose applications it may score");
    meanings.put("owner", "who is responsible for it");
    meanings.put("limits", "where it must not be used");
    meanings.put("reviewBy", "the day by which people look at it again");
    return meanings;
  }

  @Override
  public void write(RunFiles run, MarkdownPage page) {
    List<TableRow> rows = new ArrayList<>();
    for (String key : keys) {
      String said = run.job().get("about." + key);
      if (said == null) {
        page.owe("`about.%s`: %s; the job does not say".formatted(key, MEANINGS.get(key)));
      } else {
        rows.add(new TableRow(List.of(MEANINGS.get(key), said), run.jobText()));
      }
    }
    if (rows.isEmpty()) {
      page.sentence("The job does not say: " + String.join(", ", named()) + ".");
    }
    page.table(List.of("Question", "What the job says"), rows);
  }

  private List<String> named() {
    return keys.stream().map(MEANINGS::get).toList();
  }
}
