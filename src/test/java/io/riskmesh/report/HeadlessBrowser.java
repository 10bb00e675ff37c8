package io.riskmesh.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless Chromium that opens pages of one folder. */
public final class HeadlessBrowser {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Opens a page in a frame of a given width and writes down what a reader would see. */
  private static final String PROBE =
      """
      <!DOCTYPE html><html><body><iframe id="f" src="%s" style="width:%dpx;height:900px;border:0"></iframe>
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
              .filter(a => a.getAttribute('href').startsWith('#'))
              .filter(a => !page.getElementById(a.getAttribute('href').slice(1))).length,
          loaded: event.target.contentWindow.performance.getEntriesByType('resource').length,
          paper: getComputedStyle(root).backgroundColor});
      };
      </script></body></html>
      """;

  private final Path folder;
  private final Path binary;

  private HeadlessBrowser(Path folder, Path binary) {
    this.folder = folder;
    this.binary = binary;
  }

  /** Finds the browser that {@code CHROMIUM} names or the path has; without one, the test ends. */
  public static HeadlessBrowser find(Path folder) {
    Optional<Path> binary =
        Stream.of("CHROMIUM", "PATH")
            .map(System::getenv)
            .filter(value -> value != null)
            .flatMap(value -> Stream.of(value.split(":", -1)))
            .flatMap(at -> Stream.of(at, at + "/chromium", at + "/chromium-browser"))
            .map(Path::of)
            .filter(at -> Files.isRegularFile(at) && Files.isExecutable(at))
            .findFirst();
    assumeTrue(binary.isPresent(), "no Chromium: name one with CHROMIUM=/path/to/it");
    return new HeadlessBrowser(folder, binary.orElseThrow());
  }

  /**
   * Opens a page and returns what it shows: {@code sections}, {@code wide} (pixels beyond the
   * frame), {@code charts}, {@code unnamed} of them, {@code dead} links of its navigation, {@code
   * loaded} resources and {@code paper}, its colour.
   *
   * @param scheme 0 dark, 1 light
   */
  public JsonNode look(String page, int width, int scheme) throws Exception {
    Files.writeString(folder.resolve("probe.html"), PROBE.formatted(page, width));
    String dom =
        open(
            "probe.html",
            "--dump-dom",
            "--window-size=1400,1000",
            "--blink-settings=preferredColorScheme=" + scheme);
    return JSON.readTree(dom.replaceAll("(?s).*<pre id=\"found\">(.*?)</pre>.*", "$1"));
  }

  /** Opens a page and returns what the browser prints. */
  String open(String page, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of(binary.toString()));
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
}
