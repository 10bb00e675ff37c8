package io.riskmesh.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riskmesh.it.Cli;
import io.riskmesh.it.Cli.Ended;
import io.riskmesh.store.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents of runs that earlier releases published; they need no Spark. */
class RunDocumentTest {
  private static final Path OLDER = Path.of("src/test/resources/older");
  private static final Path RUN = OLDER.resolve("credit-risk/runs/older");

  @TempDir Path folder;

  private static Ended document(Path artifacts, String run, String... more) {
    List<String> args = new ArrayList<>(List.of("runs", "document", run));
    args.addAll(List.of(more));
    args.addAll(List.of("--set", "artifacts.uri=" + artifacts));
    return Cli.execute(args);
  }

  @ParameterizedTest
  @CsvSource({"annex-iv, 9", "mrm, 8"})
  void everyNumberOfAnOlderRunStandsInItsFile(String kind, int chapters) {
    Ended ended = document(OLDER, "older", "--as", kind);

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(DocumentCheck.count(ended.out(), RUN)).isGreaterThan(200);
    assertThat(ended.out().lines().filter(line -> line.matches("## [0-9]\\. .*")))
        .hasSize(chapters);
    assertThat(ended.out())
        .contains("| auc | 0.")
        .contains("What drives the score: not known, since `evaluation/explanation.json` is not")
        .contains("- What drives the score: an older release wrote this run without")
        .contains("- `about.purpose`: what the model is for; the job does not say");
  }

  @Test
  void theCheckFindsANumberThatIsNotThere() {
    String document = document(OLDER, "older", "--as", "mrm").out();
    String wrong = document.replaceFirst("(?m)^\\| auc \\| 0\\.\\d+", "| auc | 0.1234");

    assertThat(wrong).isNotEqualTo(document);
    assertThatThrownBy(() -> DocumentCheck.count(wrong, RUN))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("0.1234");
  }

  @Test
  void aRunWithoutFilesIsDocumentedByItsManifest() throws IOException {
    Path run = folder.resolve("credit-risk/runs/older");
    Files.createDirectories(run);
    ObjectNode manifest =
        JsonText.read(Files.readAllBytes(RUN.resolve("manifest.json")), ObjectNode.class);
    manifest.putArray("files");
    Files.write(run.resolve("manifest.json"), JsonText.bytes(manifest));
    Ended ended = document(folder, "older", "--as", "annex-iv");

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(DocumentCheck.count(ended.out(), run)).isPositive();
    assertThat(ended.out())
        .contains("Metrics on test rows: not known, since `evaluation/metrics.json` is not among")
        .contains("The rows: not known, since `monitor/baseline.json` is not among");
  }

  @Test
  void isWrittenToANewFile() throws IOException {
    Path file = folder.resolve("model.md");

    assertThat(document(OLDER, "latest", "--as", "mrm", "--to", file.toString()).out()).isEmpty();
    assertThat(file).content().startsWith("# Model risk documentation (SR 26-2");
    Ended again = document(OLDER, "latest", "--as", "mrm", "--to", file.toString());
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("already exists: name another file");
    Ended nowhere =
        document(OLDER, "latest", "--as", "mrm", "--to", folder.resolve("no/m.md").toString());
    assertThat(nowhere.code()).isEqualTo(20);
    assertThat(nowhere.err()).contains("cannot be written");
  }

  @Test
  void saysWhatIsWrong() {
    Ended kind = document(OLDER, "older", "--as", "sr11");
    assertThat(kind.code()).isEqualTo(2);
    assertThat(kind.err()).contains("annex-iv", "mrm");
    assertThat(document(OLDER, "older").code()).as("without --as").isEqualTo(2);
    Ended nothing = document(OLDER, "nothing", "--as", "mrm");
    assertThat(nothing.code()).isEqualTo(20);
    assertThat(nothing.err()).contains("run nothing of job credit-risk is not published");
  }

  @Test
  void aFileThatSomebodyChangedIsNotQuoted() throws IOException {
    Path run = folder.resolve("credit-risk/runs/older");
    for (String file : List.of("manifest.json", "evaluation/metrics.json")) {
      Files.createDirectories(run.resolve(file).getParent());
      Files.copy(RUN.resolve(file), run.resolve(file));
    }
    Files.writeString(run.resolve("evaluation/metrics.json"), "{}");

    Ended ended = document(folder, "older", "--as", "mrm");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("is not the file that run older published");
  }
}
