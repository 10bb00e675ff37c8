package io.riskmesh.serve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/** Answers requests by their path. */
final class ServedPaths {
  static final String PING = "/ping";
  static final String INVOCATIONS = "/invocations";
  static final String METRICS = "/metrics";
  static final String OTHER = "other";

  /** The method of each path. */
  private static final Map<String, String> METHODS =
      Map.of(PING, "GET", METRICS, "GET", INVOCATIONS, "POST");

  private final Invocations invocations;
  private final ServeMetrics metrics;
  private final BooleanSupplier isDraining;
  private final Semaphore permits;

  /**
   * Creates the paths.
   *
   * @param concurrency most invocations in work
   */
  ServedPaths(
      Invocations invocations, ServeMetrics metrics, BooleanSupplier isDraining, int concurrency) {
    this.invocations = invocations;
    this.metrics = metrics;
    this.isDraining = isDraining;
    this.permits = new Semaphore(concurrency);
  }

  /** Returns the path as it stands in metrics and logs: of those that are not served, none. */
  static String label(RequestHead head) {
    return METHODS.containsKey(head.path()) ? head.path() : OTHER;
  }

  /**
   * Answers a request.
   *
   * @param tally counts its records
   * @throws HttpRefusal if it is not served
   */
  HttpAnswer answer(RequestHead head, RequestBody body, RecordTally tally)
      throws IOException, HttpRefusal {
    String method = METHODS.get(head.path());
    if (method == null) {
      throw new HttpRefusal(404, "there is /ping, /invocations and /metrics");
    }
    if (!method.equals(head.method())) {
      return HttpAnswer.refused(405, "%s is for %s".formatted(head.path(), method))
          .with("Allow", method);
    }
    return switch (head.path()) {
      case PING -> ping();
      case METRICS ->
          new HttpAnswer(
              200, ServeMetrics.CONTENT_TYPE, metrics.text().getBytes(StandardCharsets.UTF_8));
      default -> invoke(head, body, tally);
    };
  }

  private HttpAnswer ping() throws HttpRefusal {
    if (isDraining.getAsBoolean()) {
      throw new HttpRefusal(503, "the server is about to end");
    }
    return new HttpAnswer(200, "application/json", JsonLine.of(Map.of("status", "ok")));
  }

  private HttpAnswer invoke(RequestHead head, RequestBody body, RecordTally tally)
      throws IOException, HttpRefusal {
    if (!permits.tryAcquire()) {
      throw new HttpRefusal(503, "too many requests are in work");
    }
    try {
      return invocations.answer(head, body, tally);
    } finally {
      permits.release();
    }
  }
}
