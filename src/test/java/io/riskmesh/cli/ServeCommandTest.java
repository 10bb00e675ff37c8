package io.riskmesh.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeCommandTest {
  private static final String MODEL =
      "src/test/resources/format2/credit-risk/runs/before/model/model.tar.gz";

  /** In a process of its own: the command ends the JVM that it runs in. */
  @Test
  void servesAModelFromAFileUntilItIsAskedToEnd() throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                    Main.class.getName(),
                    "serve",
                    "--model",
                    MODEL,
                    "--port",
                    "0"))
            .start();
    try (BufferedReader log = process.inputReader(UTF_8)) {
      JsonNode ready = new ObjectMapper().readTree(log.readLine());
      assertThat(ready.path("run").asText()).isEqualTo("before");
      assertThat(ready.path("host").asText()).isEqualTo("127.0.0.1");
      URI ping = URI.create("http://127.0.0.1:%d/ping".formatted(ready.path("port").asInt()));
      HttpClient client = HttpClient.newHttpClient();
      assertThat(
              client
                  .send(HttpRequest.newBuilder(ping).build(), BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(200);

      process.toHandle().destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--model,nothing.tar.gz,nothing.tar.gz does not exist,20",
    "--model,pom.xml,not a valid model archive,2",
    "--port,99999,--port (RISKMESH_PORT) is \"99999\",2"
  })
  void saysWhyItDoesNotStart(String option, String value, String message, int expected) {
    StringWriter err = new StringWriter();
    int code =
        RiskmeshCommand.commandLine().setErr(new PrintWriter(err)).execute("serve", option, value);
    assertThat(code).isEqualTo(expected);
    assertThat(err.toString()).contains(message).hasLineCount(1);
  }
}
