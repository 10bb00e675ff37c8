package io.riskmesh.serve;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes a JSON object per line. Nothing that a client sent stands in it: neither values nor names,
 * paths or header fields.
 */
final class ServeLog {
  private static final int FAILED = 400;
  private static final double NANOS_PER_MILLI = 1e6;

  private final OutputStream out;
  private final boolean logsAll;
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * Creates a log.
   *
   * @param logsAll whether requests are logged that succeed
   */
  ServeLog(OutputStream out, boolean logsAll) {
    this.out = out;
    this.logsAll = logsAll;
  }

  /** Logs an answered request. */
  void request(String id, String path, int status, RecordTally tally, int bytes, long took) {
    if (status < FAILED && (!logsAll || path.equals(ServedPaths.PING))) {
      return;
    }
    Map<String, Object> line = line(status < 500 ? "info" : "error", "request");
    line.put("request", id);
    line.put("path", path);
    line.put("status", status);
    if (tally != null) {
      line.put("records", tally.scored() + tally.rejected());
      line.put("rejected", tally.rejected());
    }
    line.put("bytes", bytes);
    line.put("ms", Math.round(took / NANOS_PER_MILLI * 100) / 100.0);
    write(line);
  }

  /** Logs that an answer failed, with the place in the program but not the error's own message. */
  void failure(String id, Throwable error) {
    Map<String, Object> line = line("error", "failure");
    line.put("request", id);
    line.put("error", error.getClass().getName());
    StackTraceElement[] trace = error.getStackTrace();
    line.put("at", trace.length == 0 ? "" : trace[0].toString());
    write(line);
  }

  /** Logs an event of the server. */
  void event(String event, Map<String, ?> details) {
    Map<String, Object> line = line("info", event);
    line.putAll(new TreeMap<>(details));
    write(line);
  }

  private static Map<String, Object> line(String level, String event) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", Instant.now().toString());
    line.put("level", level);
    line.put("event", event);
    return line;
  }

  private void write(Map<String, Object> line) {
    byte[] bytes = JsonLine.of(line);
    lock.lock();
    try {
      out.write(bytes);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the log", e);
    } finally {
      lock.unlock();
    }
  }
}
