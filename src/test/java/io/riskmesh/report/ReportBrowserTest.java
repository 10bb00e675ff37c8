package io.riskmesh.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Opens the report in a headless Chromium, if there is one. */
class ReportBrowserTest {
  @TempDir static Path folder;
  private static HeadlessBrowser browser;

  @BeforeAll
  static void render() throws IOException {
    browser = HeadlessBrowser.find(folder);
    Files.write(folder.resolve("report.html"), RunReport.render(Samples.pointed()));
  }

  @ParameterizedTest
  @CsvSource({"1280, 0", "1280, 1", "1024, 0"})
  void isWhatAReaderExpects(int width, int scheme) throws Exception {
    JsonNode found = browser.look("report.html", width, scheme);
    List<String> sections = new ArrayList<>();
    found.get("sections").forEach(section -> sections.add(section.asText()));
    assertThat(sections)
        .containsSubsequence(
            "verdict",
            "drivers",
            "groups",
            "metrics",
            "charts",
            "decision",
            "data",
            "split",
            "scorecard",
            "model",
            "run",
            "sign");
    assertThat(found.get("wide").asInt()).as("wider than the window").isZero();
    assertThat(found.get("charts").asInt()).isGreaterThan(10);
    assertThat(found.get("unnamed").asInt()).as("charts without a text").isZero();
    assertThat(found.get("dead").asInt()).as("links that lead nowhere").isZero();
    assertThat(found.get("loaded").asInt()).as("what it loads").isZero();
    boolean isDark = !found.get("paper").asText().equals("rgb(255, 255, 255)");
    assertThat(isDark).as(found.get("paper").asText()).isEqualTo(scheme == 0);
  }

  @Test
  void canBePrinted() throws Exception {
    browser.open("report.html", "--print-to-pdf=" + folder.resolve("report.pdf"));

    byte[] pdf = Files.readAllBytes(folder.resolve("report.pdf"));
    assertThat(new String(pdf, 0, 5, StandardCharsets.ISO_8859_1)).isEqualTo("%PDF-");
    assertThat(pdf.length).isGreaterThan(20_000);
  }
}
