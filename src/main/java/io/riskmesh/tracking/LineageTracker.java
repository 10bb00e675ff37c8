package io.riskmesh.tracking;

import io.riskmesh.store.JobPaths;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Store;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends OpenLineage events and keeps them among the job's files. */
final class LineageTracker implements RunTracker {
  private final LineageEvents events;
  private final Store store;
  private final boolean isKept;
  private final Optional<TrackerHttp> http;

  /** Creates a tracker; {@code http} posts to the address of the server itself. */
  LineageTracker(LineageEvents events, Store store, boolean isKept, Optional<TrackerHttp> http) {
    this.events = events;
    this.store = store;
    this.isKept = isKept;
    this.http = http;
  }

  @Override
  public String name() {
    return "openlineage";
  }

  @Override
  public void begin(TrackedCommand command) {
    Map<String, Object> start = events.start(command);
    http.ifPresent(server -> server.post("", start));
  }

  @Override
  public void end(TrackedCommand command, TrackedEnd end) {
    Map<String, Object> event = events.end(command, end);
    if (isKept) {
      keep(command, List.of(events.start(command), event));
    }
    http.ifPresent(server -> server.post("", event));
  }

  /** Appends to what earlier attempts have left, one event per line. */
  private void keep(TrackedCommand command, List<Map<String, Object>> both) {
    String path = new JobPaths(command.paths().job()).lineage(command.paths().runId());
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    store.read(path).ifPresent(lines::writeBytes);
    both.forEach(
        event -> lines.writeBytes((JsonText.line(event) + "\n").getBytes(StandardCharsets.UTF_8)));
    store.write(path, lines.toByteArray());
  }

  @Override
  public String probe() {
    List<String> found = new ArrayList<>();
    if (isKept) {
      found.add("kept as lineage/<run-id>.jsonl");
    }
    http.ifPresent(server -> found.add(reached(server)));
    return found.isEmpty() ? "neither a server nor a file" : String.join(", ", found);
  }

  /** Any answer shows that the server is there: it has no request that changes nothing. */
  private static String reached(TrackerHttp server) {
    int status = server.probe();
    if (status == 401 || status == 403 || status >= 500) {
      throw new TrackerException("%s answered %d".formatted(server.uri(), status));
    }
    return server.uri() + " answers";
  }
}
