package io.riskmesh.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.config.JobConfig;
import io.riskmesh.config.Loading;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {
  @TempDir Path folder;

  @Test
  void rejectsDuplicateKeysEverywhere() {
    String job = Loading.JOB + "training:\n  rounds: 5\n  rounds: 6\nname: again\n";

    assertThat(new Loading(folder).problems(job, Loading.ENV))
        .containsExactly(
            "job.yaml:10: training.rounds: the key is listed twice, first at job.yaml:9",
            "job.yaml:11: name: the key is listed twice, first at job.yaml:1");
  }

  @Test
  void givesLineAndColumnOfASyntaxErrorAndStillChecksTheOtherFile() {
    List<String> problems =
        new Loading(folder).problems("name: x\nlabel: {column: bad\nsource: 3\n", "artifacts: 3");

    assertThat(problems)
        .containsExactly(
            "job.yaml:3: is not valid YAML, column 7: expected ',' or '}', but got :",
            "env.yaml:1: artifacts: must be a section with keys, is 3");
  }

  @Test
  void showsNoPieceOfTheFileInASyntaxError() {
    assertThat(new Loading(folder).problems(Loading.JOB, "spark: {conf: {k: @hush}"))
        .singleElement()
        .asString()
        .startsWith("env.yaml:1: is not valid YAML, column 19: ")
        .doesNotContain("hush");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | job.yaml:1: is empty",
        "# nothing | job.yaml:1: is empty",
        "null | job.yaml:1: is empty",
        "- a | job.yaml:1: must be keys and values, is a list",
        "text | job.yaml:1: must be keys and values, is \"text\"",
      })
  void needsKeysAndValues(String yaml, String problem) {
    assertThat(new Loading(folder).problems(yaml, Loading.ENV)).containsExactly(problem);
  }

  @Test
  void takesOneDocumentWithoutAliases() {
    Loading loading = new Loading(folder);

    assertThat(loading.problems(Loading.JOB + "---\nname: b\n", Loading.ENV))
        .containsExactly("job.yaml:9: a second document starts here; a file must contain one");
    assertThat(loading.problems("name: &n x\nlabel: *n\n", Loading.ENV))
        .containsExactly("job.yaml:2: label: aliases (*n) are not supported; write the value out");
  }

  @Test
  void readsAByteOrderMarkAndWindowsLines() {
    String yaml = "\uFEFF" + Loading.JOB.replace("\n", "\r\n");

    assertThat(new Loading(folder).load(yaml, Loading.ENV).job())
        .isEqualTo(new Loading(folder).job());
  }

  @Test
  void rejectsWhatIsNotUtf8() throws Exception {
    Loading loading = new Loading(folder);
    loading.write("env.yaml", Loading.ENV);
    java.nio.file.Files.write(folder.resolve("job.yaml"), new byte[] {'a', (byte) 0xff});

    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> loading.loadFiles("job.yaml", "env.yaml")))
        .hasMessageContaining("job.yaml:1: is not UTF-8");
  }

  /** YAML 1.1 would read some of these as an octal number, a flag, a time or infinity. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "0 | 0",
        "-0 | -0",
        "+7 | +7",
        "1.0 | 1.0",
        "46.90 | 46.90",
        "-0.0 | -0.0",
        "1e3 | 1000",
        "0.5 | 0.5",
        "1.5e3 | 1500",
        "9007199254740993 | 9007199254740993",
        "123456789012345678901234567890 | 123456789012345678901234567890",
        "true | true",
        "True | true",
        "A11 | A11",
        "\"1.0\" | 1.0",
        "\"true \" | `true `",
        "010 | 010",
        "0x1F | 0x1F",
        "1_000 | 1_000",
        "no | no",
        "On | On",
        "12:30:45 | 12:30:45",
        "2026-03-01 | 2026-03-01",
        ".inf | .inf",
        "\"\" | ``",
      })
  void readsAValueAsTheTextByWhichItIsCompared(String yaml, String canonical) {
    assertThat(new Loading(folder).job("label.positive=" + yaml).label().positive())
        .isEqualTo(canonical);
  }

  @Test
  void fillsInVariables() {
    Map<String, String> variables = Map.of("N", "7", "S", "${env:N}", "YES", "true");
    String job =
        Loading.JOB.replace("small", "x${env:N}y${env:N}").replace("[0, 1, 2]", "['${env:S}']");

    JobConfig config =
        new Loading(folder, variables)
            .load(
                job,
                Loading.ENV,
                "training.rounds=${env:N}",
                "features.age.log1p=${env:YES}",
                "source.weight=${env:N}")
            .job();

    assertThat(config.name()).isEqualTo("x7y7");
    assertThat(config.training().rounds()).isEqualTo(7);
    assertThat(config.source().weight()).contains("7");
    assertThat(config.features().get(1)).asString().contains("[${env:N}]");
  }

  @Test
  void aMissingVariableIsAProblemAndItsValueIsNeverShown() {
    Loading loading = new Loading(folder, Map.of("ROUNDS", "many"));

    assertThat(
            loading.problemsWith(
                "training.rounds=${env:ROUNDS}", "artifacts.uri=s3://${env:BUCKET}/x"))
        .containsExactly(
            "--set: training.rounds: must be a whole number from 1 to 100000, is"
                + " \"${env:ROUNDS}\"",
            "--set: artifacts.uri: environment variable BUCKET is not set");
  }
}
