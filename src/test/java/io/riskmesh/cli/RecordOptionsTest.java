package io.riskmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code score} says about its command line before it scores. */
class RecordOptionsTest {
  @TempDir private Path folder;

  /** How a command ended. */
  private record Ended(int code, String err) {}

  private static Ended run(String command) {
    StringWriter err = new StringWriter();
    int code =
        RiskmeshCommand.commandLine().setErr(new PrintWriter(err)).execute(command.split(" "));
    return new Ended(code, err.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--output x.csv | --output needs --input",
        "--reasons 2 | --reasons needs --input",
        "--model m.tar.gz | --model needs --input",
        "--input - --replace | --replace does not go with --input",
        "--input - --to-table a.b | --to-table does not go with --input",
        "--input - --model m --run-id a | --run-id does not go with --model",
        "--input - --reasons 101 | --reasons 101 must be from 0 to 100",
        "--input - --input-format xml | --input-format xml must be csv, jsonl or json",
        "--input pom.xml | the format of --input pom.xml is not known",
        "--input - --absent-fields no | --absent-fields",
        "--input - --output none/x.csv --model m | --output none/x.csv is not a file in a folder that exists",
        "--input - --output src --model m | --output src is not a file in a folder that exists"
      })
  void saysWhatDoesNotFit(String options, String expected) {
    Ended ended = run("score " + options);
    assertThat(ended.err()).contains(expected);
    assertThat(ended.code()).isEqualTo(2);
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(run("score --input no.csv --model x"))
        .isEqualTo(new Ended(20, "riskmesh: --input no.csv is not a file\n"));
    assertThat(run("score --input src/main --model x").code()).isEqualTo(20);
    assertThat(run("score --input test-data/credit_card/credit_card.csv --model no.tar.gz"))
        .isEqualTo(new Ended(20, "riskmesh: model no.tar.gz does not exist\n"));
  }

  @Test
  void doesNotOverwriteItsInput() throws IOException {
    Path input = Files.writeString(folder.resolve("a.csv"), "a\n1\n");
    Ended ended = run("score --input %s --output %s --model x".formatted(input, input));
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("is the input");
    assertThat(input).hasContent("a\n1\n");
  }

  @Test
  void rejectsWhatIsNoModel() throws IOException {
    Path model = Files.writeString(folder.resolve("model.tar.gz"), "no");
    Ended ended =
        run("score --input test-data/credit_card/credit_card.csv --model %s".formatted(model));
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("not a valid model archive");
  }
}
