package io.riskmesh.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real MLflow server on this machine, with its database in a folder of the test. */
public final class Mlflow implements AutoCloseable {
  private static final String API = "/api/2.0/mlflow/";

  private final Process server;
  private final String uri;

  private Mlflow(Process server, String uri) {
    this.server = server;
    this.uri = uri;
  }

  /** Starts a server and waits until it answers. */
  public static Mlflow start(Path folder) throws IOException, InterruptedException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    File log = folder.resolve("mlflow.log").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of("target/tracking/bin/python").toAbsolutePath().toString(),
                "-m",
                "mlflow",
                "server",
                "--backend-store-uri",
                "sqlite:///" + folder.resolve("mlflow.db"),
                "--default-artifact-root",
                folder.resolve("mlflow").toString(),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--workers",
                "1")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log);
    builder.environment().put("MLFLOW_DISABLE_TELEMETRY", "true");
    builder.environment().put("DO_NOT_TRACK", "true");
    Mlflow mlflow = new Mlflow(builder.start(), "http://127.0.0.1:" + port);
    Runtime.getRuntime().addShutdownHook(new Thread(mlflow::close));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
    while (System.nanoTime() < end && mlflow.server.isAlive()) {
      try {
        mlflow.post("experiments/search", Map.of("max_results", 1));
        return mlflow;
      } catch (TrackerException e) {
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
    throw new AssertionError("MLflow does not answer; see " + log);
  }

  /** Returns the server's URL. */
  public String uri() {
    return uri;
  }

  private TrackerHttp http() {
    return new TrackerHttp(uri, Optional.empty(), Duration.ofSeconds(20));
  }

  /** Calls its API. */
  public JsonNode post(String path, Object body) {
    return http().post(API + path, body);
  }

  /** Calls its API. */
  public JsonNode get(String path, Map<String, String> query) {
    return http().get(API + path, query);
  }

  /** Returns all runs of an experiment. */
  public JsonNode runs(String experiment) {
    String id =
        get("experiments/get-by-name", Map.of("experiment_name", experiment))
            .at("/experiment/experiment_id")
            .asText();
    return post("runs/search", Map.of("experiment_ids", List.of(id))).path("runs");
  }

  /** Ends the server and the processes that it started. */
  @Override
  public void close() {
    server.descendants().forEach(ProcessHandle::destroyForcibly);
    server.destroyForcibly();
  }
}
