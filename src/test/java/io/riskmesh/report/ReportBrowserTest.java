package io.riskmesh.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Opens the report in a headless Chromium, if there is one. */
class ReportBrowserTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Opens the report in a frame of a given width and writes down what a reader would see. */
  private static final String PROBE =
      """
      <!DOCTYPE html><html><body><iframe id="f" src="report.html" style="width:%dpx;height:900px;border:0"></iframe>
      <pre id="found"></pre><script>
      document.getElementById('f').onload = event => {
        const page = event.target.contentDocument, root = page.documentElement;
        const named = svg => svg.getAttribute('aria-hidden') || svg.querySelector('title')
            || svg.getAttribute('aria-label');
        document.getElementById('found').textContent = JSON.stringify({
          sections: [...page.querySelectorAll('main > section')].map(s => s.id),
          wide: root.scrollWidth - root.clientWidth,
          unnamed: [...page.querySelectorAll('svg')].filter(svg => !named(svg)).length,
          charts: page.querySelectorAll('svg').length,
          dead: [...page.querySelectorAll('nav a')]
              .filter(a => !page.getElementById(a.getAttribute('href').slice(1))).length,
          loaded: event.target.contentWindow.performance.getEntriesByType('resource').length,
          paper: getComputedStyle(root).backgroundColor});
      };
      </script></body></html>
      """;

  @TempDir static Path folder;
  private static Optional<String> browser;

  @BeforeAll
  static void render() throws IOException {
    browser =
        Stream.of("CHROMIUM", "PATH")
            .map(System::getenv)
            .filter(value -> value != null)
            .flatMap(value -> Stream.of(value.split(":", -1)))
            .flatMap(at -> Stream.of(at, at + "/chromium", at + "/chromium-browser"))
            .filter(at -> Files.isRegularFile(Path.of(at)) && Files.isExecutable(Path.of(at)))
            .findFirst();
    assumeTrue(browser.isPresent(), "no Chromium: name one with CHROMIUM=/path/to/it");
    Files.write(folder.resolve("report.html"), RunReport.render(Samples.pointed()));
  }

  private static String open(String page, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of(browser.orElseThrow()));
    command.addAll(
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--allow-file-access-from-files",
            "--virtual-time-budget=10000",
            "--user-data-dir=" + folder.resolve("profile")));
    command.addAll(List.of(options));
    command.add(folder.resolve(page).toUri().toString());
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({"1280, 0", "1280, 1", "1024, 0"})
  void isWhatAReaderExpects(int width, int scheme) throws Exception {
    Files.writeString(folder.resolve("probe.html"), PROBE.formatted(width));

    String dom =
        open(
            "probe.html",
            "--dump-dom",
            "--window-size=1400,1000",
            "--blink-settings=preferredColorScheme=" + scheme);

    JsonNode found = JSON.readTree(dom.replaceAll("(?s).*<pre id=\"found\">(.*?)</pre>.*", "$1"));
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
    open("report.html", "--print-to-pdf=" + folder.resolve("report.pdf"));

    byte[] pdf = Files.readAllBytes(folder.resolve("report.pdf"));
    assertThat(new String(pdf, 0, 5, StandardCharsets.ISO_8859_1)).isEqualTo("%PDF-");
    assertThat(pdf.length).isGreaterThan(20_000);
  }
}
