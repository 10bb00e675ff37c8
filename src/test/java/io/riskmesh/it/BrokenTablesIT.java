package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code test-data/broken}: each table ends as its README says. */
@Tag("full")
@ExtendWith(SparkTest.class)
class BrokenTablesIT {
  private static final Path FOLDER = Path.of("test-data/broken");
  private static final Pattern ROW =
      Pattern.compile("\\| `([^`]+)` \\|.*\\| ([0-9]+)(?: or ([0-9]+))?\\b.*\\|");

  @TempDir Path folder;

  static Stream<Arguments> tables() throws IOException {
    return Files.readAllLines(FOLDER.resolve("README.md")).stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(
            row -> {
              String other = row.group(3) == null ? row.group(2) : row.group(3);
              return Arguments.of(
                  row.group(1), Integer.parseInt(row.group(2)), Integer.parseInt(other));
            });
  }

  @ParameterizedTest
  @MethodSource("tables")
  void endsAsItsReadmeSays(String file, int code, int orCode) {
    Cli cli = new Cli(folder);
    Cli.Ended ended =
        cli.run(
            "run",
            "--run-id",
            "broken",
            "--set",
            "source.table=null",
            "--set",
            "source.path=" + FOLDER.resolve(file).toAbsolutePath());
    assertThat(ended.code()).as(ended.err()).isIn(code, orCode);
    assertThat(ended.err()).contains("riskmesh: ");
    assertThat(cli.store().list("credit-risk"))
        .extracting(Store.Entry::path)
        .containsExactly("credit-risk/outcomes/broken.json");
  }

  @ParameterizedTest
  @MethodSource("files")
  void isInTheReadme(String file) throws IOException {
    assertThat(tables().map(row -> row.get()[0])).contains(file);
  }

  static Stream<String> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches(".*\\.(csv|parquet)"))
          .toList()
          .stream();
    }
  }
}
