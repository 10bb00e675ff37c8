package io.riskmesh.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.riskmesh.model.RecordRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeOptionsTest {
  @Test
  void followsSageMakerWithoutAnySetting() {
    ServeOptions options = ServeOptions.of(Map.of());
    assertThat(options.model()).isEqualTo(Path.of("/opt/ml/model"));
    assertThat(options.host()).isEqualTo("0.0.0.0");
    assertThat(options.port()).isEqualTo(8080);
    assertThat(options.rules()).isEqualTo(RecordRules.STRICT);
    assertThat(options.limits().bodyBytes()).isEqualTo(6 * 1024 * 1024);
    assertThat(options.limits().drain()).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void readsTheEnvironment() {
    Map<String, String> environment =
        Map.of(
            "RISKMESH_MODEL", "m.tar.gz",
            "RISKMESH_REASONS", "4",
            "RISKMESH_ABSENT", "missing",
            "RISKMESH_UNKNOWN", "ignore",
            "RISKMESH_MAX_RECORDS", "7",
            "RISKMESH_LOG", "failures",
            "SAGEMAKER_BIND_TO_PORT", "9000");
    ServeOptions options = ServeOptions.of(ServeOptions.settings(environment));
    assertThat(options.model()).isEqualTo(Path.of("m.tar.gz"));
    assertThat(options.rules()).isEqualTo(new RecordRules(true, true, 4));
    assertThat(options.records().maxRecords()).isEqualTo(7);
    assertThat(options.logsAll()).isFalse();
    assertThat(options.port()).isEqualTo(9000);
  }

  @Test
  void readsArguments() {
    List<String> arguments = List.of("--port", "0", "--read-seconds", "3", "--host", "::1");
    ServeOptions options = ServeOptions.of(ServeOptions.settings(arguments));
    assertThat(options.port()).isZero();
    assertThat(options.host()).isEqualTo("::1");
    assertThat(options.limits().read()).isEqualTo(Duration.ofSeconds(3));
  }

  @ParameterizedTest
  @CsvSource({
    "--port,65536,--port (RISKMESH_PORT) is \"65536\"",
    "--reasons,many,must be a whole number from 0 to 100",
    "--absent,maybe,must be error or missing",
    "--prot,1,unknown argument --prot"
  })
  void namesWhatIsWrong(String argument, String value, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServeOptions.of(ServeOptions.settings(List.of(argument, value))))
        .withMessageContaining(message);
  }

  @Test
  void missesAValue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServeOptions.settings(List.of("--port")))
        .withMessage("--port needs a value");
  }

  /** The page has a row for each setting, with its default. */
  @Test
  void thePageNamesEverySetting() throws IOException {
    String page = Files.readString(Path.of("docs/serving.md"));
    for (ServeSetting setting : ServeSetting.values()) {
      assertThat(page).contains("| `%s` | %s |".formatted(setting.variable(), setting.initial()));
    }
  }
}
