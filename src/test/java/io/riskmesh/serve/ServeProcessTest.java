package io.riskmesh.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskmesh.serve.RawClient.RawAnswer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Limits that the JDK's server reads once per JVM: each test has a process of its own. */
class ServeProcessTest {
  @Test
  void doesNotWaitForSlowClients() throws Exception {
    try (ServedProcess served = new ServedProcess("READ_SECONDS=1", "IDLE_SECONDS=1");
        RawClient head = served.connect();
        RawClient body = served.connect();
        RawClient silent = served.connect();
        RawClient idle = served.connect()) {
      head.send("GET /pi");
      body.send(
          "POST /invocations HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\n"
              + "Content-Length: 10\r\n\r\nabc");
      assertThat(idle.get("/ping").status()).isEqualTo(200);
      assertThat(head.isEnded()).isTrue();
      assertThat(body.isEnded()).isTrue();
      assertThat(silent.isEnded()).isTrue();
      assertThat(idle.isEnded()).isTrue();
    }
  }

  @Test
  void doesNotWaitForClientsThatDoNotRead() throws Exception {
    byte[] large = manyCredits();
    try (ServedProcess served =
            new ServedProcess("WRITE_SECONDS=3", "LOG=failures", "MAX_RECORDS=100000");
        RawClient slow = served.connect();
        RawClient other = served.connect()) {
      // The answer is larger than what the two sockets hold.
      slow.sendInvocation("/invocations", "text/csv", large, "Accept: application/json");
      awaitInFlight(other, 2);
      awaitInFlight(other, 1);
      assertThatThrownBy(slow::answer).isInstanceOf(IOException.class);
    }
  }

  private static void awaitInFlight(RawClient client, int requests) throws IOException {
    String line = "riskmesh_requests_in_flight %d\n".formatted(requests);
    while (!client.get("/metrics").text().contains(line)) {
      Thread.onSpinWait();
    }
  }

  private static byte[] manyCredits() {
    List<String> credits = ServedModel.credits();
    String rows = String.join("\n", credits.subList(1, credits.size())) + "\n";
    return (credits.get(0) + "\n" + rows.repeat(90)).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void keepsItsLimitsOnHeadsAndConnections() throws Exception {
    try (ServedProcess served = new ServedProcess("MAX_HEAD_BYTES=300", "CONNECTIONS=1")) {
      try (RawClient first = served.connect();
          RawClient second = served.connect()) {
        assertThat(first.get("/ping").status()).isEqualTo(200);
        assertThat(second.isEnded()).isTrue();
        assertThat(first.get("/ping").status()).isEqualTo(200);
        first.send("GET /ping HTTP/1.1\r\nHost: " + "a".repeat(400) + "\r\n\r\n");
        assertThat(first.isEnded()).isTrue();
      }
    }
  }

  @Test
  void answersTheNextRequestWhileTheThreadOfTheLastEnds() throws Exception {
    try (ServedProcess served = new ServedProcess("CONNECTIONS=1");
        RawClient client = served.connect()) {
      for (int request = 0; request < 500; request++) {
        assertThat(client.get("/ping").status()).isEqualTo(200);
      }
    }
  }

  @Test
  void takesAPropertyThatTheUserSets() throws Exception {
    try (ServedProcess served =
            new ServedProcess(
                List.of("-Dsun.net.httpserver.maxReqHeaderSize=1000"), "MAX_HEAD_BYTES=300");
        RawClient client = served.connect()) {
      client.send("GET /ping HTTP/1.1\r\nHost: " + "a".repeat(400) + "\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void finishesWhatItHasAndEndsWithCodeZero() throws Exception {
    byte[] credit = ServedModel.csv(0, 1);
    try (ServedProcess served = new ServedProcess();
        RawClient slow = served.connect();
        RawClient idle = served.connect()) {
      assertThat(idle.get("/ping").status()).isEqualTo(200);
      slow.send(
          "POST /invocations HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\n"
              + "Content-Length: %d\r\nExpect: 100-continue\r\n\r\n".formatted(credit.length));
      assertThat(slow.answer().status()).isEqualTo(100);
      served.terminate();
      assertThat(served.nextEvent()).contains("\"event\":\"draining\"");
      RawAnswer ping = idle.get("/ping");
      assertThat(ping.status()).isEqualTo(503);
      assertThat(ping.closes()).isTrue();
      slow.send(new String(credit, StandardCharsets.UTF_8));
      RawAnswer last = slow.answer();
      assertThat(last.status()).isEqualTo(200);
      assertThat(last.closes()).isTrue();
      assertThat(served.exitCode()).isZero();
    }
  }

  /** {@code java -jar riskmesh-scoring.jar serve}, from the classes of this build. */
  private static final class ServedProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader log;
    private final int port;

    ServedProcess(String... settings) throws IOException {
      this(List.of(), settings);
    }

    ServedProcess(List<String> options, String... settings) throws IOException {
      ProcessBuilder builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  ServeMain.class.getName(),
                  "serve",
                  "--port",
                  "0",
                  "--model",
                  ServedModel.ARCHIVE.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.command().addAll(1, options);
      for (String setting : settings) {
        builder.environment().put("RISKMESH_" + setting.split("=", 2)[0], setting.split("=", 2)[1]);
      }
      process = builder.start();
      log = process.inputReader();
      port = new ObjectMapper().readTree(log.readLine()).path("port").asInt();
    }

    RawClient connect() throws IOException {
      return new RawClient(port);
    }

    String nextEvent() throws IOException {
      return log.readLine();
    }

    /** Sends SIGTERM. */
    void terminate() {
      process.toHandle().destroy();
    }

    int exitCode() throws InterruptedException {
      return process.waitFor();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
