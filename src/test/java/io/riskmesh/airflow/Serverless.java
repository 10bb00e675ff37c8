package io.riskmesh.airflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Moto's EMR Serverless takes job runs, and each is done at once. Here a job run is RUNNING until
 * its course says otherwise when it is asked for, or until it is cancelled; a second submission
 * with the same token is the first, as in AWS.
 */
final class Serverless implements Rule {
  /** What becomes of job runs. */
  interface Course {
    /** Called when a job run was accepted, before its submitter is told. */
    default void accepted(JsonNode request) {}

    /** State of a job run that is asked for, and is not cancelled: RUNNING, SUCCESS, FAILED. */
    String state(JsonNode request);
  }

  /** Why a job run failed, as the platform says it. */
  static final String REASON = "Job failed, please check the logs: driver ran out of memory";

  /** A job run as it was submitted. */
  private record JobRun(String id, JsonNode request) {}

  private final Course course;
  private final Map<String, JobRun> byToken = new ConcurrentHashMap<>();
  private final List<String> ended = new CopyOnWriteArrayList<>();
  private final List<String> cancelled = new CopyOnWriteArrayList<>();

  Serverless(Course course) {
    this.course = course;
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
    if (!call.path().contains("/jobruns")) {
      return null;
    }
    String id = call.path().replaceAll(".*/jobruns|[?].*", "");
    return switch (call.method() + (id.isEmpty() ? " all" : " one")) {
      case "POST all" -> submitted(JsonText.read(call.body(), JsonNode.class), behind);
      case "GET all" -> Answer.json(200, listed());
      case "GET one" -> described(id.substring(1), behind.answer());
      case "DELETE one" -> cancelled(id.substring(1), behind.answer());
      default -> null;
    };
  }

  /** Names of the job runs that were cancelled. */
  List<String> cancelled() {
    return byToken.values().stream()
        .filter(run -> cancelled.contains(run.id()))
        .map(run -> run.request().path("name").asText())
        .toList();
  }

  /** Number of job runs that were accepted. */
  int accepted() {
    return byToken.size();
  }

  private Answer submitted(JsonNode request, Behind behind) {
    String token = request.path("clientToken").asText();
    if (!byToken.containsKey(token)) {
      JsonNode made = JsonText.read(behind.answer().body(), JsonNode.class);
      byToken.put(token, new JobRun(made.path("jobRunId").asText(), request));
      course.accepted(request);
    }
    return Answer.json(
        200,
        "{\"applicationId\": \"a\", \"arn\": \"arn:a\", \"jobRunId\": \"%s\"}"
            .formatted(byToken.get(token).id()));
  }

  private String listed() {
    List<Map<String, String>> active =
        byToken.values().stream()
            .filter(run -> !ended.contains(run.id()))
            .map(
                run ->
                    Map.of(
                        "id",
                        run.id(),
                        "name",
                        run.request().path("name").asText(),
                        "state",
                        "RUNNING"))
            .toList();
    return JsonText.line(Map.of("jobRuns", active));
  }

  private Answer described(String id, Answer answer) {
    JobRun run =
        byToken.values().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    String state = cancelled.contains(id) ? "CANCELLED" : course.state(run.request());
    if (!state.equals("RUNNING")) {
      ended.add(id);
    }
    ObjectNode said = (ObjectNode) JsonText.read(answer.body(), JsonNode.class);
    ((ObjectNode) said.path("jobRun"))
        .put("state", state)
        .put("stateDetails", state.equals("FAILED") ? REASON : "");
    byte[] body = said.toString().getBytes(StandardCharsets.UTF_8);
    return new Answer(answer.status(), answer.headers(), body, Integer.MAX_VALUE);
  }

  private Answer cancelled(String id, Answer answer) {
    cancelled.add(id);
    ended.add(id);
    return answer;
  }
}
