package io.riskmesh.serve;

import io.riskmesh.model.Scorer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Serves a model over HTTP/1.1.
 *
 * <p>The JDK's own server resets the connections that wait in its backlog when it stops, and closes
 * on a client that is too slow without an answer. This one answers every request whose connection
 * stands when it ends.
 */
public final class ScoringServer implements AutoCloseable {
  /** How long an idle connection stays open at the end, for a request that is on its way. */
  private static final Duration IDLE_GRACE = Duration.ofSeconds(1);

  private static final long LOOK_MILLIS = 10;

  private final ServeLimits limits;
  private final Map<HttpConnection, Boolean> connections = new ConcurrentHashMap<>();
  private final ServeMetrics metrics;
  private final ServeLog log;
  private final ServedPaths paths;
  private final AtomicLong ids = new AtomicLong(System.nanoTime() & 0xffff_ffffL);
  private final ServerDoor door;
  private final ExecutorService threads = WorkerThreads.open();

  /**
   * Listens, but accepts nothing yet.
   *
   * @param log receives a JSON object per line
   * @throws IllegalArgumentException if the address cannot be used
   */
  public ScoringServer(Scorer scorer, ServeOptions options, OutputStream log) throws IOException {
    this.limits = options.limits();
    this.metrics = new ServeMetrics(scorer.info(), connections);
    this.log = new ServeLog(log, options.logsAll());
    this.paths =
        new ServedPaths(
            new Invocations(scorer, options.rules(), options.records()),
            metrics,
            this::isDraining,
            limits.concurrency());
    this.door = new ServerDoor(options.host(), options.port(), this::serve, this::closeStuck);
  }

  /** Accepts connections from now on. */
  public void start() {
    door.open();
  }

  /** Logs that connections are accepted. */
  void started(Map<String, ?> details) {
    log.event("ready", details);
  }

  /** Returns the port. */
  public int port() {
    return door.port();
  }

  private void serve(Socket socket) {
    if (connections.size() >= limits.connections()) {
      refuse(socket);
      return;
    }
    HttpConnection connection = new HttpConnection(socket, this, limits);
    connections.put(connection, true);
    threads.execute(connection);
  }

  private void refuse(Socket socket) {
    try (socket) {
      HttpAnswer answer = HttpAnswer.refused(503, "too many connections are open");
      answer.with("Connection", "close").write(socket.getOutputStream(), true);
      socket.shutdownOutput();
      metrics.request(ServedPaths.OTHER, answer.status(), 0);
    } catch (IOException e) {
      // The client is gone.
    }
  }

  private void closeStuck() {
    long now = System.nanoTime();
    connections.keySet().forEach(connection -> connection.closeIfStuck(now));
  }

  /**
   * Accepts no more connections, finishes the requests of those that are accepted, and ends.
   *
   * @return connections that were cut off because they took too long
   */
  public int drain() {
    log.event("draining", Map.of("connections", connections.size()));
    door.close();
    long end = System.nanoTime() + limits.drain().toNanos();
    try {
      door.awaitClosed();
      while (!connections.isEmpty() && System.nanoTime() < end) {
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    int cut = connections.size();
    connections.keySet().forEach(HttpConnection::close);
    threads.shutdown();
    log.event("ended", Map.of("cut", cut));
    return cut;
  }

  /** Waits until the server has ended. */
  public void join() throws InterruptedException {
    door.awaitClosed();
    threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
  }

  /** Ends as {@link #drain()} does, unless it has ended or is about to. */
  @Override
  public void close() {
    if (!isDraining()) {
      drain();
    }
  }

  boolean isDraining() {
    return door.isClosing();
  }

  /**
   * Holds answers back while the last connections are accepted: a client whose request is answered
   * would connect again and again.
   */
  void awaitClosedDoor() {
    if (isDraining()) {
      try {
        door.awaitClosed();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Returns whether idle connections are to be closed. */
  boolean closesIdle() {
    return door.isClosedFor(IDLE_GRACE);
  }

  ServeMetrics metrics() {
    return metrics;
  }

  ServeLog log() {
    return log;
  }

  ServedPaths paths() {
    return paths;
  }

  String nextId() {
    return Long.toHexString(ids.incrementAndGet());
  }

  void answered(String id, RequestHead head, HttpAnswer answer, RecordTally tally, long took) {
    String path = ServedPaths.label(head);
    metrics.request(path, answer.status(), took);
    metrics.records(tally);
    log.request(id, path, answer.status(), tally, answer.body().length, took);
  }

  void ended(HttpConnection connection) {
    connections.remove(connection);
  }
}
