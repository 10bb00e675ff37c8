package io.riskmesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is committed of the notebooks; {@code NotebooksIT} runs them. */
class NotebooksTest {
  private static final String STRIP = "../../../scripts/strip-notebooks";
  private static final Path EXPLORE = Path.of("notebooks/explore-table.ipynb");
  @TempDir Path folder;

  @Test
  void haveNoOutputs() {
    assertThat(Python.run(STRIP, "--check")).isEmpty();
  }

  @Test
  void outputsAreFoundAndTakenOut() throws IOException {
    String committed = Files.readString(EXPLORE);
    Path run = folder.resolve("run.ipynb");
    Files.writeString(
        run, committed.replaceFirst("\"execution_count\": null", "\"execution_count\": 7"));

    assertThatThrownBy(() -> Python.run(STRIP, "--check", run.toString()))
        .hasMessageContaining("run.ipynb contains outputs: run scripts/strip-notebooks");
    Python.run(STRIP, run.toString());
    assertThat(run).hasContent(committed);
  }

  @Test
  void readersAndTestsHaveTheSameVersions() throws IOException {
    Map<String, String> readers = pins("notebooks/requirements.txt");
    Map<String, String> shared = pins("src/test/python/requirements.txt");
    shared.keySet().retainAll(readers.keySet());
    assertThat(shared).isNotEmpty();
    assertThat(readers).containsAllEntriesOf(shared);
  }

  private static Map<String, String> pins(String file) throws IOException {
    return Files.readAllLines(Path.of(file)).stream()
        .filter(line -> line.contains("==") && !line.startsWith("#"))
        .map(line -> line.split("=="))
        .collect(Collectors.toMap(pin -> pin[0].toLowerCase(Locale.ROOT), pin -> pin[1]));
  }
}
