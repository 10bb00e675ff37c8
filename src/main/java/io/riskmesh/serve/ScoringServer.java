package io.riskmesh.serve;

import com.sun.net.httpserver.HttpServer;
import io.riskmesh.model.Scorer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Serves a model over HTTP/1.1, by the JDK's server. */
public final class ScoringServer implements AutoCloseable {
  private static final int BACKLOG = 1024;

  /** While no request has come for so long, none is on its way. */
  private static final Duration QUIET = Duration.ofMillis(200);

  /** How long answers are held back at most. */
  private static final Duration MOST_HELD = Duration.ofSeconds(2);

  /** How long the port takes to close at most. */
  private static final Duration MOST_PROBED = Duration.ofSeconds(1);

  private static final int PROBE_MILLIS = 100;

  private final ServeOptions options;
  private final ServeMetrics metrics;
  private final ServeLog log;
  private final ExecutorService threads;
  private final RequestGate gate;
  private final HttpServer http;
  private final InetSocketAddress address;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean isDraining;

  /**
   * Listens, but accepts nothing yet. Limits on connections, heads and times are the JVM's own: see
   * {@link HttpProperties}.
   *
   * @param log receives a JSON object per line
   * @throws IllegalArgumentException if the address cannot be used
   */
  public ScoringServer(Scorer scorer, ServeOptions options, OutputStream log) {
    ServeLimits limits = options.limits();
    this.options = options;
    this.threads = WorkerThreads.open();
    this.gate = new RequestGate(threads);
    this.metrics = new ServeMetrics(scorer.info(), gate);
    this.log = new ServeLog(log, options.logsAll());
    try {
      InetAddress host = InetAddress.getByName(options.host());
      http = HttpServer.create(new InetSocketAddress(host, options.port()), BACKLOG);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot listen on %s port %d: %s"
              .formatted(options.host(), options.port(), e.getMessage()),
          e);
    }
    address = http.getAddress();
    http.setExecutor(gate);
    ServedPaths paths =
        new ServedPaths(
            new Invocations(scorer, options.rules(), options.records(), limits.answerBytes()),
            metrics,
            this::isDraining,
            limits.concurrency());
    http.createContext("/", new RequestHandler(this, paths, limits.bodyBytes()));
  }

  /** Logs that connections are accepted. */
  void started(Map<String, ?> details) {
    log.event("ready", details);
  }

  /** Accepts connections from now on. */
  public void start() {
    http.start();
  }

  /** Returns the port. */
  public int port() {
    return address.getPort();
  }

  /**
   * Finishes the requests that have come, and ends.
   *
   * <p>A client whose request is answered may connect again at once, and a port that closes resets
   * the connections that wait behind it. So answers are held back until no request comes any more,
   * or for two seconds at most; then the port closes, and then the answers go.
   *
   * @return requests that were cut off because they took too long
   */
  public int drain() {
    isDraining = true;
    log.event("draining", Map.of("requests", gate.inWork()));
    long end = System.nanoTime() + options.limits().drain().toNanos();
    int cut = 0;
    try {
      gate.hold();
      gate.awaitQuiet(QUIET, System.nanoTime() + MOST_HELD.toNanos());
      int seconds = (int) options.limits().drain().toSeconds();
      Thread stop = new Thread(() -> http.stop(seconds), "stop");
      stop.setDaemon(true);
      stop.start();
      awaitClosedPort();
      gate.release();
      cut = gate.awaitNone(end);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    gate.release();
    http.stop(0);
    threads.shutdown();
    log.event("ended", Map.of("cut", cut));
    ended.countDown();
    return cut;
  }

  /** The JDK's server closes its port in another thread, and does not say when. */
  private void awaitClosedPort() throws InterruptedException {
    InetAddress host = address.getAddress();
    InetSocketAddress near =
        new InetSocketAddress(
            host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host, port());
    long end = System.nanoTime() + MOST_PROBED.toNanos();
    while (System.nanoTime() - end < 0) {
      try (Socket probe = new Socket()) {
        probe.connect(near, PROBE_MILLIS);
      } catch (ConnectException e) {
        return;
      } catch (IOException e) {
        // Too many wait behind it, or the process has too many files open: tries again.
      }
      Thread.sleep(1);
    }
  }

  /** Waits until the server has ended. */
  public void join() throws InterruptedException {
    ended.await();
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

  /** Waits while answers are held back. */
  void awaitPassage() {
    try {
      gate.pass();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  RequestGate gate() {
    return gate;
  }

  ServeLog log() {
    return log;
  }

  void answered(String id, RequestHead head, HttpAnswer answer, RecordTally tally, long took) {
    String path = ServedPaths.label(head);
    metrics.request(path, answer.status(), took);
    metrics.records(tally);
    log.request(id, path, answer.status(), tally, answer.body().length, took);
  }
}
