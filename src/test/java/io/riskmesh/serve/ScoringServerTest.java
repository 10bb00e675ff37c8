package io.riskmesh.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskmesh.model.RecordAnswer;
import io.riskmesh.model.RecordRules;
import io.riskmesh.serve.RawClient.RawAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server as its clients meet it. */
class ScoringServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LINES = "application/jsonlines";
  private static final byte[] CREDIT = ServedModel.csv(0, 1);

  @Test
  void answersTheContractOfAContainer() throws IOException {
    try (ServedModel served = new ServedModel();
        RawClient client = served.connect()) {
      assertThat(client.get("/ping").status()).isEqualTo(200);

      Map<String, Object> record = ServedModel.records(1).get(0);
      RawAnswer answer = client.invoke("application/json", JSON.writeValueAsBytes(record));
      assertThat(answer.status()).isEqualTo(200);
      JsonNode document = JSON.readTree(answer.content());
      assertThat(document.path("predictions")).hasSize(1);
      assertThat(document.at("/predictions/0/decision").asText())
          .isEqualTo(ServedModel.SCORER.score(record).decision());
      assertThat(document.at("/model/run").asText()).isEqualTo("before");
      assertThat(answer.fields())
          .containsEntry("x-riskmesh-run", "before")
          .containsEntry("x-riskmesh-features", ServedModel.SCORER.info().features());
    }
  }

  /** Random records, right and wrong, in one connection: what the scorer says is what comes. */
  @Test
  void answersAsTheScorerDoes() throws IOException {
    List<Map<String, Object>> records = randomRecords(400);
    StringBuilder body = new StringBuilder();
    for (Map<String, Object> record : records) {
      body.append(JSON.writeValueAsString(record)).append('\n');
    }
    RecordRules rules = new RecordRules(true, false, 0);
    List<RecordAnswer> expected = ServedModel.SCORER.answerAll(records, rules);
    assertThat(expected).anyMatch(one -> one.score() == null).anyMatch(one -> one.score() != null);

    try (ServedModel served = new ServedModel("ABSENT=missing");
        RawClient client = served.connect()) {
      String[] lines = client.invoke(LINES, body.toString().getBytes(UTF_8)).text().split("\n", -1);
      assertThat(lines).hasSize(records.size() + 1);
      for (int i = 0; i < expected.size(); i++) {
        JsonNode line = JSON.readTree(lines[i]);
        RecordAnswer one = expected.get(i);
        if (one.score() == null) {
          assertThat(line.path("errors")).hasSameSizeAs(one.errors());
          assertThat(line.has("probability")).isFalse();
        } else {
          assertThat(Float.parseFloat(line.path("probability").asText()))
              .isEqualTo(one.score().probability());
          assertThat(line.path("calibrated").doubleValue()).isEqualTo(one.score().calibrated());
          assertThat(line.path("decision").asText()).isEqualTo(one.score().decision());
          assertThat(line.path("remarks")).hasSameSizeAs(one.remarks());
        }
      }
    }
  }

  private static List<Map<String, Object>> randomRecords(int count) throws IOException {
    Random random = new Random(13);
    List<Map<String, Object>> credits = ServedModel.records(count);
    List<Map<String, Object>> records = new ArrayList<>();
    for (Map<String, Object> credit : credits) {
      Map<String, Object> record = new LinkedHashMap<>();
      credit.forEach((name, text) -> record.put(name, Long.valueOf((String) text)));
      List<String> names = List.copyOf(record.keySet());
      String name = names.get(random.nextInt(names.size()));
      switch (random.nextInt(6)) {
        case 0 -> record.put(name, null);
        case 1 -> record.remove(name);
        case 2 -> record.put(name, "a word");
        case 3 -> record.put("other", 1);
        case 4 -> record.put(name, random.nextDouble() * 100);
        default -> record.put(name, String.valueOf(random.nextInt(100)));
      }
      records.add(record);
    }
    return records;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /nothing HTTP/1.1 | 404",
        "DELETE /ping HTTP/1.1 | 405",
        "GET /invocations HTTP/1.1 | 405",
        "GET /%70ing HTTP/1.1 | 404",
        "OPTIONS * HTTP/1.1 | 404",
        "GET /{} HTTP/1.1 | 400",
        "nonsense | 400"
      })
  void refusesWhatItDoesNotServe(String line, int status) throws IOException {
    try (ServedModel served = new ServedModel();
        RawClient client = served.connect()) {
      client.send(line.strip() + "\r\nHost: test\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(status);
    }
  }

  @Test
  void closesAsAsked() throws IOException {
    try (ServedModel served = new ServedModel();
        RawClient client = served.connect()) {
      assertThat(client.invoke("text/csv", CREDIT, "Connection: close").closes()).isTrue();
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void answersHeadWithoutABody() throws IOException {
    try (ServedModel served = new ServedModel();
        RawClient client = served.connect()) {
      client.send("HEAD /ping HTTP/1.1\r\nHost: a\r\n\r\n");
      RawAnswer answer = client.answer(false);
      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.fields().get("content-length")).isNotEqualTo("0");
      assertThat(client.get("/ping").status()).isEqualTo(200);
    }
  }

  /** Each could be read as two different requests. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: a\r\nContent-Length: 1\r\nContent-Length: 2",
        "Host: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked",
        "Host: a\r\nContent-Length: -1",
        "Host: a\r\nContent-Length: x",
        "Host: a\r\nContent-Length : 1",
        "Host: a\r\nContent-Length: 99999999999999999999"
      })
  void refusesAmbiguousHeads(String fields) throws IOException {
    try (ServedModel served = new ServedModel();
        RawClient client = served.connect()) {
      client.send("POST /invocations HTTP/1.1\r\n" + fields + "\r\n\r\n");
      RawAnswer answer = client.answer();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.closes()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "application/json | - | {            | 400",
        "application/json | - | -            | 400",
        "application/json | - | []           | 400",
        "text/csv         | - | -            | 400",
        "text/csv         | - | a,a          | 400",
        "text/xml         | - | <a/>         | 415",
        "text/csv; charset=latin1 | - | a    | 415",
        "application/json | image/png | {}   | 406",
        "application/json | text/csv;q=0 | {} | 406",
        "application/json | - | {}           | 200",
        "application/jsonlines | text/* | {  | 200"
      })
  void saysWhatIsWrongWithABody(String type, String accept, String body, int status)
      throws IOException {
    try (ServedModel served = new ServedModel();
        RawClient client = served.connect()) {
      RawAnswer answer =
          client.invoke(
              type.strip(),
              body == null ? new byte[0] : body.strip().getBytes(UTF_8),
              accept == null ? "X-None: 1" : "Accept: " + accept.strip());
      assertThat(answer.status()).isEqualTo(status);
      assertThat(client.get("/ping").status()).as("the connection lives on").isEqualTo(200);
    }
  }

  @Test
  void readsChunks() throws IOException {
    try (ServedModel served = new ServedModel();
        RawClient client = served.connect()) {
      String csv = new String(CREDIT, UTF_8);
      String first = csv.substring(0, 100);
      String second = csv.substring(100);
      client.send(
          "POST /invocations HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\n"
              + "Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(100);
      client.send("64;note=x\r\n" + first + "\r\n");
      client.send("%x\r\n%s\r\n0\r\n\r\n".formatted(second.length(), second));
      assertThat(client.answer().text()).isEqualTo(client.invoke("text/csv", CREDIT).text());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "fffffffff", "80000000", "ffffffff", "-1", "2\r\nabc", ""})
  void refusesBrokenChunks(String chunk) throws IOException {
    try (ServedModel served = new ServedModel();
        RawClient client = served.connect()) {
      client.send(
          "POST /invocations HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n"
              + chunk
              + "\r\n");
      client.endOutput();
      RawAnswer answer = client.answer();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.closes()).isTrue();
      assertThat(client.isEnded()).isTrue();
      assertThat(served.log()).doesNotContain("failure");
    }
  }

  @Test
  void answersRequestsThatComeTogether() throws IOException {
    try (ServedModel served = new ServedModel();
        RawClient client = served.connect()) {
      String ping = "GET /ping HTTP/1.1\r\nHost: a\r\n\r\n";
      client.send(ping + ping + "GET /ping HTTP/1.0\r\n\r\n");
      assertThat(client.answer().closes()).isFalse();
      assertThat(client.answer().status()).isEqualTo(200);
      assertThat(client.answer().closes()).isTrue();
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void keepsItsLimits() throws IOException {
    try (ServedModel served = new ServedModel("MAX_BODY_BYTES=2000", "MAX_RECORDS=3")) {
      try (RawClient client = served.connect()) {
        assertThat(client.invoke("text/csv", ServedModel.csv(0, 3)).status()).isEqualTo(200);
        RawAnswer many = client.invoke("text/csv", ServedModel.csv(0, 4));
        assertThat(many.status()).isEqualTo(413);
        assertThat(many.text()).contains("3 records");
        assertThat(client.invoke("text/csv", new byte[2001]).status()).isEqualTo(413);
        assertThat(client.isEnded()).isTrue();
      }
      try (RawClient client = served.connect()) {
        client.send(
            "POST /invocations HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n3e8\r\n"
                + "x".repeat(1000)
                + "\r\n3e9\r\n"
                + "x".repeat(1001)
                + "\r\n0\r\n\r\n");
        assertThat(client.answer().status()).isEqualTo(413);
      }
    }
  }

  @Test
  void anAnswerHasALimitAndToldProblemsToo() throws IOException {
    byte[] empty = ("[" + "{},".repeat(99) + "{}]").getBytes(StandardCharsets.UTF_8);
    try (ServedModel served = new ServedModel("MAX_ANSWER_BYTES=20000");
        RawClient client = served.connect()) {
      RawAnswer refused = client.invoke("application/json", empty);
      assertThat(refused.status()).isEqualTo(413);
      assertThat(refused.text()).contains("the answers have more than 20,000 bytes");
      RawAnswer one = client.invoke("application/json", "{}".getBytes(StandardCharsets.UTF_8));
      assertThat(one.status()).isEqualTo(200);
      assertThat(one.text()).contains("and 10 more problems");
      assertThat(one.text().length()).isLessThan(2_000);
    }
  }

  @Test
  void aCsvWithoutItsHeaderIsRefusedWithoutRepeatingIt() throws IOException {
    try (ServedModel served = new ServedModel();
        RawClient client = served.connect()) {
      RawAnswer refused =
          client.invoke(
              "text/csv",
              "Erika Mustermann;4200\nHans Meier;10\n".getBytes(StandardCharsets.UTF_8));
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.text()).contains("separator not a comma").doesNotContain("Erika");
    }
  }

  @Test
  void asksToComeBackWhenTooManyAreInWork() throws IOException {
    try (ServedModel served = new ServedModel("CONCURRENCY=1");
        RawClient first = served.connect();
        RawClient second = served.connect()) {
      first.send(
          "POST /invocations HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\n"
              + "Content-Length: %d\r\nExpect: 100-continue\r\n\r\n".formatted(CREDIT.length));
      assertThat(first.answer().status()).isEqualTo(100);

      assertThat(second.get("/ping").status()).as("health").isEqualTo(200);
      RawAnswer busy = second.invoke("text/csv", CREDIT);
      while (busy.status() == 200) {
        // The JDK says "100 Continue" before the request is in work.
        busy = second.invoke("text/csv", CREDIT);
      }
      assertThat(busy.status()).isEqualTo(503);
      assertThat(busy.fields()).containsEntry("retry-after", "1");
      first.send(new String(CREDIT, UTF_8));
      assertThat(first.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void givesReasonsOnRequest() throws IOException {
    try (ServedModel served = new ServedModel();
        RawClient client = served.connect()) {
      RawAnswer none = client.invoke("text/csv", CREDIT, "Accept: application/json");
      assertThat(none.text()).doesNotContain("reasons");
      assertThat(client.invokeAt("/invocations?reasons=3", "text/csv", CREDIT).text())
          .startsWith("probability,calibrated,band,decision,errors,remarks,reason_1_feature");
      assertThat(client.invokeAt("/invocations?reasons=x", "text/csv", CREDIT).status())
          .isEqualTo(400);
      assertThat(client.invokeAt("/invocations?other=1", "text/csv", CREDIT).status())
          .isEqualTo(400);
    }
  }

  @Test
  void returnsTheCallersAttributes() throws IOException {
    try (ServedModel served = new ServedModel();
        RawClient client = served.connect()) {
      assertThat(
              client
                  .invoke("text/csv", CREDIT, "X-Amzn-SageMaker-Custom-Attributes: trace-7")
                  .fields())
          .containsEntry("x-amzn-sagemaker-custom-attributes", "trace-7");
    }
  }

  @Test
  void countsRequestsAndRecords() throws IOException {
    try (ServedModel served = new ServedModel();
        RawClient client = served.connect()) {
      client.invoke("text/csv", ServedModel.csv(0, 5));
      client.invoke("application/jsonlines", "{\"amount\": \"x\"}\n{".getBytes(UTF_8));
      client.get("/nowhere");
      RawAnswer answer = client.get("/metrics");
      assertThat(answer.fields())
          .containsEntry("content-type", "text/plain; version=0.0.4; charset=utf-8");
      Map<String, Double> metrics = metrics(answer.text());
      assertThat(metrics)
          .containsEntry("riskmesh_requests_total{path=\"/invocations\",status=\"200\"}", 2.0)
          .containsEntry("riskmesh_requests_total{path=\"other\",status=\"404\"}", 1.0)
          .containsEntry("riskmesh_records_total{outcome=\"scored\"}", 5.0)
          .containsEntry("riskmesh_records_total{outcome=\"rejected\"}", 2.0)
          .containsEntry("riskmesh_record_faults_total{fault=\"mistyped\"}", 1.0)
          .containsEntry("riskmesh_record_faults_total{fault=\"unreadable\"}", 1.0)
          .containsEntry("riskmesh_record_faults_total{fault=\"absent\"}", 10.0)
          .containsEntry("riskmesh_invocation_seconds_bucket{le=\"+Inf\"}", 2.0)
          .containsEntry("riskmesh_invocation_seconds_count", 2.0);
      assertThat(answer.text()).contains("run_id=\"before\"");
    }
  }

  /** A request counts until its answer is written whole, a moment after its client has read it. */
  @Test
  void countsRequestsInFlight() throws IOException {
    try (ServedModel served = new ServedModel();
        RawClient client = served.connect()) {
      client.invoke("text/csv", ServedModel.csv(0, 5));
      double inFlight = 0;
      for (int tries = 0; inFlight != 1 && tries < 1_000; tries++) {
        inFlight = metrics(client.get("/metrics").text()).get("riskmesh_requests_in_flight");
      }
      assertThat(inFlight).isEqualTo(1);
    }
  }

  /** Reads the text format: every line is a comment, or a series and its number. */
  private static Map<String, Double> metrics(String text) {
    Map<String, Double> metrics = new HashMap<>();
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(
            line -> {
              int gap = line.lastIndexOf(' ');
              metrics.put(line.substring(0, gap), Double.valueOf(line.substring(gap + 1)));
            });
    return metrics;
  }

  @Test
  void logsNothingThatAClientSent() throws IOException {
    try (ServedModel served = new ServedModel()) {
      try (RawClient client = served.connect()) {
        String body = "{\"secretname\": \"secretvalue\", \"amount\": \"secrettext\"}";
        client.invoke("application/json", body.getBytes(UTF_8), "X-Secret: secretfield");
        client.invoke("application/json", "{\"secret".getBytes(UTF_8));
        client.get("/secretpath?secretquery=1");
        client.send("SECRET /ping HTTP/1.1\r\nHost: secrethost\r\n\r\n");
        client.answer();
        client.get("/ping");
      }
      served.server().drain();
      assertThat(served.log()).doesNotContainIgnoringCase("secret");
      List<JsonNode> lines = new ArrayList<>();
      for (String line : served.log().lines().toList()) {
        lines.add(JSON.readTree(line));
      }
      assertThat(lines)
          .extracting(line -> line.path("status").asInt())
          .startsWith(200, 400, 404, 405);
      assertThat(lines.get(0).path("records").asInt()).isEqualTo(1);
      assertThat(lines.get(0).path("rejected").asInt()).isEqualTo(1);
    }
  }

  @Test
  void finishesWhatItHasAcceptedAndThenEnds() throws Exception {
    try (ServedModel served = new ServedModel();
        RawClient slow = served.connect();
        RawClient idle = served.connect()) {
      assertThat(idle.get("/ping").status()).isEqualTo(200);
      slow.send(
          "POST /invocations HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\n"
              + "Content-Length: %d\r\nExpect: 100-continue\r\n\r\n".formatted(CREDIT.length));
      assertThat(slow.answer().status()).isEqualTo(100);

      Thread end = new Thread(() -> served.server().drain());
      end.start();
      while (!served.server().isDraining()) {
        Thread.onSpinWait();
      }
      RawAnswer ping = idle.get("/ping");
      assertThat(ping.status()).isEqualTo(503);
      assertThat(ping.closes()).isTrue();
      slow.send(new String(CREDIT, UTF_8));
      RawAnswer last = slow.answer();
      assertThat(last.status()).isEqualTo(200);
      assertThat(last.closes()).isTrue();
      end.join();
      assertThat(served.log()).contains("\"event\":\"ended\",\"cut\":0");
    }
  }

  @Test
  void cutsOffWhoTakesTooLong() throws Exception {
    try (ServedModel served = new ServedModel("DRAIN_SECONDS=1");
        RawClient slow = served.connect()) {
      slow.send(
          "POST /invocations HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\nContent-Length: 1\r\n\r\n");
      while (served.server().gate().inWork() == 0) {
        Thread.onSpinWait();
      }
      assertThat(served.server().drain()).isEqualTo(1);
    }
  }

  @Test
  void refusesAPortThatIsTaken() throws IOException {
    try (ServedModel served = new ServedModel()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new ServedModel("PORT=" + served.server().port()))
          .withMessageContaining("cannot listen on 127.0.0.1 port " + served.server().port());
    }
  }
}
