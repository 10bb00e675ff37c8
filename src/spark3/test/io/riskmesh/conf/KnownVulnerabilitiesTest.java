package io.riskmesh.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The list of what the components of the SBOM are known for is one of these components. */
class KnownVulnerabilitiesTest {
  private static final Path PAGE = Path.of("docs/known-vulnerabilities.md");

  /** A line of the table: component and version, and what was published. */
  private static final Pattern LINE =
      Pattern.compile(
          "(?m)^\\| `([^:|]+):([^`|]+)` \\| ([^ |]+) \\| ([^|]+) \\| [^|]+ \\| [^|]+ \\|$");

  private static List<MatchResult> lines() throws IOException {
    return LINE.matcher(Files.readString(PAGE)).results().toList();
  }

  /** The class path has provided jars too, by where they lie in Maven's repository. */
  @Test
  void everyLineIsOfAVersionThatIsThere() throws IOException {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
            .replace('\\', '/');

    assertThat(lines()).hasSizeGreaterThan(10);
    for (MatchResult line : lines()) {
      String folder = line.group(1).replace('.', '/') + "/" + line.group(2) + "/" + line.group(3);
      assertThat(path).as("docs/known-vulnerabilities.md: " + line.group()).contains(folder + "/");
      assertThat(Arrays.asList(line.group(4).split(", ")))
          .allMatch(id -> id.matches("CVE-20[0-9]{2}-[0-9]{4,}"));
    }
  }

  /** A line that is not written as the others would be held against nothing. */
  @Test
  void everyRowOfTheTableIsSuchALine() throws IOException {
    String page = Files.readString(PAGE);
    long rows = page.lines().filter(line -> line.startsWith("| `")).count();

    assertThat(rows).isEqualTo(lines().size());
    assertThat(page).containsPattern("Looked at on 20[0-9]{2}-[0-9]{2}-[0-9]{2}\\.");
    assertThat(Files.readString(Path.of("CONTRIBUTING.md"))).contains("(" + PAGE + ")");
  }
}
