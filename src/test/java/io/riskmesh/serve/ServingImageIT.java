package io.riskmesh.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskmesh.model.ArchiveFiles;
import io.riskmesh.serve.RawClient.RawAnswer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The container's process, from the files that the image would hold. */
class ServingImageIT {
  private static final int CLIENTS = 24;
  private static final int REQUESTS = 3_000;

  @TempDir Path folder;
  private ServingImage image;
  private Path model;

  @BeforeEach
  void unpack() throws IOException {
    image = new ServingImage(folder.resolve("image"));
    model = folder.resolve("model");
    for (var file : ArchiveFiles.load(ServedModel.ARCHIVE).entrySet()) {
      Path to = model.resolve(file.getKey());
      Files.createDirectories(to.getParent());
      Files.write(to, file.getValue());
    }
  }

  private Process start(Path served) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(image.command("serve"))
            .redirectError(folder.resolve("errors.txt").toFile());
    builder.environment().put("RISKMESH_MODEL", served.toString());
    builder.environment().put("RISKMESH_PORT", "0");
    return builder.start();
  }

  @Test
  void theImageHoldsLittleAndRunsAsNobodySpecial() throws IOException {
    assertThat(image.instruction("USER")).isEqualTo("10001:10001");
    assertThat(image.instruction("CMD")).isEqualTo("[\"serve\"]");
    try (var files = Files.walk(folder.resolve("image"))) {
      assertThat(files.filter(Files::isRegularFile))
          .extracting(file -> file.getFileName().toString())
          .containsExactlyInAnyOrder("riskmesh-scoring.jar", "LICENSE", "NOTICE");
    }
  }

  /** Half of the clients keep their connection, the others open one per request. */
  @Test
  void losesNoAcceptedRequestWhenItEndsUnderLoad() throws Exception {
    byte[] body = ServedModel.csv(0, 2);
    String expected;
    try (ServedModel here = new ServedModel();
        RawClient client = here.connect()) {
      expected = client.invoke("text/csv", body).text();
    }
    Process process = start(model);
    try (BufferedReader log = process.inputReader()) {
      JsonNode ready = new ObjectMapper().readTree(log.readLine());
      assertThat(ready.path("event").asText()).isEqualTo("ready");
      int port = ready.path("port").asInt();
      ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
      Thread reader = new Thread(() -> log.lines().forEach(lines::add));
      reader.start();

      AtomicInteger answered = new AtomicInteger();
      ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
      CountDownLatch warm = new CountDownLatch(REQUESTS);
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        boolean keeps = i % 2 == 0;
        clients.add(
            new Thread(
                () -> {
                  try {
                    load(port, body, expected, keeps, answered, warm, wrong);
                  } catch (IOException e) {
                    wrong.add(e.toString());
                  }
                }));
      }
      clients.forEach(Thread::start);
      warm.await();
      process.toHandle().destroy();
      for (Thread client : clients) {
        client.join();
      }
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      reader.join();

      assertThat(wrong).isEmpty();
      assertThat(process.exitValue()).isZero();
      assertThat(answered.get()).isGreaterThanOrEqualTo(REQUESTS);
      assertThat(lines.stream().filter(line -> line.contains("\"status\":200")))
          .as("requests that the server has answered")
          .hasSize(answered.get());
      assertThat(lines).last().asString().contains("\"event\":\"ended\",\"cut\":0");
    }
  }

  /** Sends requests until nobody accepts a connection; whatever else ends a request is an error. */
  private static void load(
      int port,
      byte[] body,
      String expected,
      boolean keeps,
      AtomicInteger answered,
      CountDownLatch warm,
      ConcurrentLinkedQueue<String> wrong)
      throws IOException {
    while (true) {
      RawClient client;
      try {
        client = new RawClient(port);
      } catch (ConnectException e) {
        return;
      }
      try (client) {
        boolean isOpen = true;
        while (isOpen) {
          RawAnswer answer =
              client.invoke("text/csv", body, keeps ? "X-N: 1" : "Connection: close");
          if (answer.status() != 200 || !answer.text().equals(expected)) {
            wrong.add(answer.status() + " " + answer.text());
          }
          answered.incrementAndGet();
          warm.countDown();
          isOpen = !answer.closes();
        }
      }
    }
  }

  @Test
  void saysWhyItDoesNotStart() throws Exception {
    Process process = start(folder.resolve("nothing"));
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(Files.readString(folder.resolve("errors.txt")))
        .startsWith("riskmesh: ")
        .contains("nothing does not exist")
        .hasLineCount(1);

    Files.writeString(model.resolve(ArchiveFiles.FEATURES), "{}");
    Process changed = start(model);
    assertThat(changed.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(folder.resolve("errors.txt")))
        .contains("is not the one with which the model was published");
  }

  @Test
  void explainsItsArguments() throws Exception {
    Process process = new ProcessBuilder(image.command("help")).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String usage = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(usage).contains("serve", "--port", "--max-body-bytes");
    assertThat(process.exitValue()).isEqualTo(2);
  }
}
