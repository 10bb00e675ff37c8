package io.riskmesh.airflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.cluster.Processes;
import io.riskmesh.store.JsonText;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A real Airflow: API server, scheduler with its workers, DAG processor and triggerer as processes
 * of their own, with a database in a folder of the test. {@code -Pfull} installs it.
 */
final class Airflow implements AutoCloseable {
  private static final Path PROJECT =
      Path.of(System.getProperty("riskmesh.basedir", ".")).toAbsolutePath();

  /** Title of a process that runs a task. */
  private static final String WORKER = "airflow worker -- [0-9a-f-]{36}.*";

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Path folder;
  private final Map<String, String> variables;
  private final int port;
  private final Process server;
  private String token = "";

  /** A task of a night: how it ended, and in which attempt. */
  record Task(String state, int attempt) {}

  /** A night as Airflow saw it. */
  record Night(String id, String state, Map<String, Task> tasks) {
    /** {@code success 1}: state and attempt of a task. */
    String task(String name) {
      return "%s %d".formatted(tasks.get(name).state(), tasks.get(name).attempt());
    }
  }

  /**
   * Starts it and waits until it runs nights.
   *
   * @param variables what its processes, and so the nights, have in their environment
   */
  Airflow(Path folder, Map<String, String> variables) throws Exception {
    this.folder = folder;
    this.port = freePort();
    this.variables = variables;
    this.server = process("standalone", List.of("standalone")).start();
    await("Airflow's API", () -> answers("/api/v2/monitor/health"));
    token = get("/auth/token").path("access_token").asText();
    await("a DAG", () -> get("/api/v2/dags").path("total_entries").asInt() > 0);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private ProcessBuilder process(String log, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(program("airflow").toString()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(log + ".log").toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(key -> key.matches("(AIRFLOW|AWS|RISKMESH|SPARK)_.*|PYTHONPATH"));
    environment.putAll(settings());
    environment.putAll(variables);
    return builder;
  }

  /** An interpreter or a program beside it. */
  static Path program(String name) {
    return PROJECT.resolve("target/airflow/bin").resolve(name);
  }

  private Map<String, String> settings() {
    String url = "http://127.0.0.1:" + port;
    Map<String, String> settings = new TreeMap<>();
    settings.put("AIRFLOW_HOME", folder.resolve("airflow").toString());
    settings.put("AIRFLOW__CORE__DAGS_FOLDER", PROJECT.resolve("jobs/airflow").toString());
    settings.put("AIRFLOW__CORE__LOAD_EXAMPLES", "False");
    settings.put("AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION", "False");
    settings.put("AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS", "True");
    settings.put("AIRFLOW__CORE__EXECUTION_API_SERVER_URL", url + "/execution/");
    settings.put("AIRFLOW__CORE__PARALLELISM", "2");
    settings.put("AIRFLOW__API__HOST", "127.0.0.1");
    settings.put("AIRFLOW__API__PORT", Integer.toString(port));
    settings.put("AIRFLOW__API__BASE_URL", url);
    settings.put("AIRFLOW__API__WORKERS", "1");
    settings.put("PATH", program("") + ":" + System.getenv("PATH"));
    settings.put("PYTHONDONTWRITEBYTECODE", "1");
    return settings;
  }

  /** Runs a command of Airflow's command line, as it would be typed. */
  void command(String line) throws Exception {
    Path log = folder.resolve("command.log");
    Process command = process("command", List.of(line.split(" "))).start();
    if (!command.waitFor(2, TimeUnit.MINUTES) || command.exitValue() != 0) {
      Processes.stop(command);
      throw new AssertionError("airflow " + line + ":\n" + Files.readString(log));
    }
  }

  /** Starts the night of a logical date and waits for its end. */
  Night night(String dag, Instant logicalDate) {
    JsonNode run =
        post("/api/v2/dags/" + dag + "/dagRuns", Map.of("logical_date", logicalDate.toString()));
    return ended(dag, run.path("dag_run_id").asText());
  }

  /** Waits for the end of a night that somebody else starts; the newest of its kind. */
  Night night(String dag, String kind) {
    String query = "/api/v2/dags/%s/dagRuns?order_by=-id&run_type=%s".formatted(dag, kind);
    await("a night by " + kind, () -> get(query).path("total_entries").asInt() > 0);
    return ended(dag, get(query).path("dag_runs").path(0).path("dag_run_id").asText());
  }

  private Night ended(String dag, String run) {
    String path = "/api/v2/dags/%s/dagRuns/%s".formatted(dag, encoded(run));
    await(run, () -> get(path).path("state").asText().matches("success|failed"));
    Map<String, Task> tasks = new TreeMap<>();
    get(path + "/taskInstances")
        .path("task_instances")
        .forEach(
            task ->
                tasks.put(
                    task.path("task_id").asText(),
                    new Task(task.path("state").asText(), task.path("try_number").asInt())));
    return new Night(run, get(path).path("state").asText(), tasks);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Links on a task of a night, by their name; an empty one leads nowhere. */
  Map<String, String> links(String dag, String run, String task) {
    String path =
        "/api/v2/dags/%s/dagRuns/%s/taskInstances/%s/links".formatted(dag, encoded(run), task);
    Map<String, String> links = new TreeMap<>();
    get(path)
        .path("extra_links")
        .properties()
        .forEach(link -> links.put(link.getKey(), link.getValue().asText("")));
    return links;
  }

  /** Kills every process that runs a task, as a machine that runs out of memory does. */
  void killWorkers() {
    List<ProcessHandle> workers =
        server.descendants().filter(one -> title(one).matches(WORKER)).toList();
    if (workers.isEmpty()) {
      throw new AssertionError("no process runs a task");
    }
    workers.forEach(ProcessHandle::destroyForcibly);
  }

  /** What a process calls itself; empty if it has ended. */
  private static String title(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline")).replace('\0', ' ');
    } catch (IOException e) {
      return "";
    }
  }

  JsonNode get(String path) {
    return send(request(path).GET().build());
  }

  JsonNode post(String path, Object body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(JsonText.bytes(body)))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + token);
  }

  private JsonNode send(HttpRequest request) {
    try {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      if (response.statusCode() >= 300) {
        String text = new String(response.body(), StandardCharsets.UTF_8);
        throw new AssertionError(request.uri() + ": " + response.statusCode() + " " + text);
      }
      return JsonText.read(response.body(), JsonNode.class);
    } catch (IOException e) {
      throw new AssertionError("Airflow does not answer; see " + folder, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private boolean answers(String path) {
    if (!server.isAlive()) {
      throw new AssertionError("Airflow ended; see " + folder.resolve("standalone.log"));
    }
    try {
      return get(path).path("triggerer").path("status").asText().equals("healthy");
    } catch (AssertionError e) {
      return false;
    }
  }

  private static void await(String what, Supplier<Boolean> there) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!there.get()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(what + " has not come after " + PATIENCE);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    Processes.stop(server);
  }
}
