package io.riskmesh.airflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.aws.FaultProxy.Answer;
import io.riskmesh.aws.FaultProxy.Behind;
import io.riskmesh.aws.FaultProxy.Call;
import io.riskmesh.aws.FaultProxy.Rule;
import io.riskmesh.aws.Moto;
import io.riskmesh.store.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Moto's EMR Serverless takes job runs and runs none. Here the program is run with the arguments of
 * the request, on this machine and with a job file of ours, before the submission is answered; a
 * second one with the same token is the first, as in AWS.
 */
final class Serverless implements Rule {
  private final Path log;
  private final Map<String, String> variables;
  private final Map<String, Integer> ended = new ConcurrentHashMap<>();

  Serverless(Path log, Map<String, String> variables) {
    this.log = log;
    this.variables = variables;
  }

  /** Makes an application, and returns its id. */
  static String application() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(Moto.endpoint() + "/applications"))
            .header("Content-Type", "application/json")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=a/20261123/eu-west-1/emr-serverless/aws4_request,"
                    + " SignedHeaders=host, Signature=0")
            .POST(
                BodyPublishers.ofString(
                    """
                    {"name": "nights", "releaseLabel": "emr-7.12.0", "type": "SPARK", "clientToken": "t"}
                    """))
            .build();
    byte[] made = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray()).body();
    return JsonText.read(made, JsonNode.class).path("applicationId").asText();
  }

  @Override
  public Answer answer(Call call, Behind behind) {
    if (!call.method().equals("POST") || !call.path().endsWith("/jobruns")) {
      return null;
    }
    JsonNode request = JsonText.read(call.body(), JsonNode.class);
    ended.computeIfAbsent(request.path("clientToken").asText(), token -> run(request));
    return behind.answer();
  }

  /** How each job run ended, by its token. */
  Map<String, Integer> ended() {
    return Map.copyOf(ended);
  }

  private int run(JsonNode request) {
    List<String> command = new ArrayList<>(List.of("scripts/riskmesh"));
    request
        .at("/jobDriver/sparkSubmit/entryPointArguments")
        .forEach(argument -> command.add(argument.asText()));
    command.set(command.indexOf("--job") + 1, "conf/credit-risk.yaml");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(variables);
    try {
      return builder.start().waitFor();
    } catch (IOException e) {
      throw new AssertionError("scripts/riskmesh cannot be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
