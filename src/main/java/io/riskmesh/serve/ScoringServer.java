package io.riskmesh.serve;

import io.riskmesh.model.Scorer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
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
  private static final int BACKLOG = 1024;
  private static final int TICK_MILLIS = 100;

  /** While nobody connects for so long, nobody waits to be accepted. */
  private static final int QUIET_MILLIS = 20;

  private static final Duration MOST_ACCEPTING = Duration.ofSeconds(2);

  /** How long an idle connection stays open at the end, for a request that is on its way. */
  private static final Duration IDLE_GRACE = Duration.ofSeconds(1);

  private final ServeOptions options;
  private final ServerSocket door = new ServerSocket();
  private final Map<HttpConnection, Boolean> connections = new ConcurrentHashMap<>();
  private final ExecutorService threads = WorkerThreads.open();
  private final ServeMetrics metrics;
  private final ServeLog log;
  private final ServedPaths paths;
  private final AtomicLong ids = new AtomicLong(System.nanoTime() & 0xffff_ffffL);
  private final CountDownLatch doorClosed = new CountDownLatch(1);
  private final Thread acceptor = new Thread(this::accept, "accept");
  private volatile boolean isDraining;
  private volatile long closedAt;

  /**
   * Listens, but accepts nothing yet.
   *
   * @param log receives a JSON object per line
   * @throws IllegalArgumentException if the address cannot be used
   */
  public ScoringServer(Scorer scorer, ServeOptions options, OutputStream log) throws IOException {
    this.options = options;
    this.metrics = new ServeMetrics(scorer.info(), connections);
    this.log = new ServeLog(log, options.logsAll());
    this.paths =
        new ServedPaths(
            new Invocations(scorer, options.rules(), options.records()),
            metrics,
            this::isDraining,
            options.limits().concurrency());
    try {
      door.setReuseAddress(true);
      door.bind(
          new InetSocketAddress(InetAddress.getByName(options.host()), options.port()), BACKLOG);
      door.setSoTimeout(TICK_MILLIS);
    } catch (IOException e) {
      door.close();
      throw new IllegalArgumentException(
          "cannot listen on %s port %d: %s"
              .formatted(options.host(), options.port(), e.getMessage()),
          e);
    }
  }

  /** Logs that connections are accepted. */
  void started(Map<String, ?> details) {
    log.event("ready", details);
  }

  /** Accepts connections from now on. */
  public void start() {
    acceptor.start();
  }

  /** Returns the port. */
  public int port() {
    return door.getLocalPort();
  }

  private void accept() {
    try (door) {
      while (!isDraining) {
        acceptNext();
        long now = System.nanoTime();
        connections.keySet().forEach(connection -> connection.closeIfStuck(now));
      }
      door.setSoTimeout(QUIET_MILLIS);
      long end = System.nanoTime() + MOST_ACCEPTING.toNanos();
      while (System.nanoTime() < end && acceptNext()) {
        // Who has connected by now is served.
      }
    } catch (IOException e) {
      log.event("closed", Map.of("error", e.getClass().getName()));
    } finally {
      closedAt = System.nanoTime();
      doorClosed.countDown();
    }
  }

  /** Accepts a connection; returns false if none came in time. */
  private boolean acceptNext() throws IOException {
    Socket socket;
    try {
      socket = door.accept();
    } catch (SocketTimeoutException e) {
      return false;
    }
    HttpConnection connection = new HttpConnection(socket, this, options.limits());
    if (connections.size() >= options.limits().connections()) {
      refuse(socket);
      return true;
    }
    connections.put(connection, true);
    threads.execute(connection);
    return true;
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

  /**
   * Accepts no more connections, finishes the requests of those that are accepted, and ends.
   *
   * @return connections that were cut off because they took too long
   */
  public int drain() {
    log.event("draining", Map.of("connections", connections.size()));
    isDraining = true;
    long end = System.nanoTime() + options.limits().drain().toNanos();
    int cut = 0;
    try {
      doorClosed.await();
      while (!connections.isEmpty() && System.nanoTime() < end) {
        Thread.sleep(10);
      }
      cut = connections.size();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connections.keySet().forEach(HttpConnection::close);
    threads.shutdown();
    log.event("ended", Map.of("cut", cut));
    return cut;
  }

  /** Waits until the server has ended. */
  public void join() throws InterruptedException {
    doorClosed.await();
    threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
  }

  /** Ends as {@link #drain()} does, unless it has ended or is about to. */
  @Override
  public void close() {
    if (!isDraining) {
      drain();
    }
  }

  boolean isDraining() {
    return isDraining;
  }

  /**
   * Holds answers back while the last connections are accepted: a client whose request is answered
   * would connect again and again.
   */
  void awaitClosedDoor() {
    if (isDraining) {
      try {
        doorClosed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Returns whether idle connections are to be closed. */
  boolean closesIdle() {
    return isDraining
        && doorClosed.getCount() == 0
        && System.nanoTime() - closedAt > IDLE_GRACE.toNanos();
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
