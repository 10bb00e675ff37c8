package io.riskmesh.store;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to work on a run, held by one attempt at a time. Each attempt that takes over creates
 * the next numbered file, so that nothing but a conditional create is asked of the store, and a
 * holder that was only slow sees that it has been followed. No clocks are compared: a holder is
 * dead when its process is gone on this host, or when its beat does not change while the next
 * attempt watches it.
 */
public final class Lease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  /** Who holds a lease; {@code started} tells a process from a later one with its number. */
  record Holder(String attempt, String host, long pid, String started) {}

  private final Store store;
  private final String folder;
  private final int number;
  private final ScheduledExecutorService beats;

  private Lease(Store store, String folder, int number, Duration patience) {
    this.store = store;
    this.folder = folder;
    this.number = number;
    this.beats = Executors.newSingleThreadScheduledExecutor(Lease::daemon);
    long period = Math.max(1, patience.toMillis() / 6);
    var unused = beats.scheduleWithFixedDelay(this::beat, 0, period, TimeUnit.MILLISECONDS);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "riskmesh-lease");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Takes the lease, from a dead holder if need be.
   *
   * @param patience how long a silent holder is watched before it counts as dead
   * @throws RunException {@code SOURCE_UNAVAILABLE} when another attempt is alive
   */
  public static Lease acquire(Store store, RunPaths paths, Duration patience) {
    String folder = paths.work("lease");
    while (true) {
      OptionalInt last = newest(store, folder);
      if (last.isPresent()) {
        requireDead(store, folder, last.getAsInt(), paths, patience);
      }
      int next = last.orElse(0) + 1;
      if (store.create(file(folder, next), Json.bytes(me()))) {
        return new Lease(store, folder, next, patience);
      }
    }
  }

  private static void requireDead(
      Store store, String folder, int number, RunPaths paths, Duration patience) {
    if (store.read(released(folder, number)).isPresent()) {
      return;
    }
    Optional<Holder> holder =
        store.read(file(folder, number)).map(bytes -> Json.read(bytes, Holder.class));
    if (holder.isPresent() && alive(store, folder, number, holder.get(), patience)) {
      throw new RunException(
          Outcome.SOURCE_UNAVAILABLE,
          "run %s is being worked on by process %d on %s. Wait for it, or start another run id."
              .formatted(paths.runId(), holder.get().pid(), holder.get().host()));
    }
    LOG.warn("run {}: attempt {} is dead, taking over", paths.runId(), number);
  }

  private static boolean alive(
      Store store, String folder, int number, Holder holder, Duration patience) {
    if (holder.host().equals(host())) {
      return ProcessHandle.of(holder.pid())
          .map(process -> holder.started().equals(started(process)))
          .orElse(false);
    }
    Optional<byte[]> before = store.read(beatFile(folder, number));
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end) {
      pause(patience.dividedBy(20));
      if (store.read(released(folder, number)).isPresent()) {
        return false;
      }
      if (!LocalStore.same(before, store.read(beatFile(folder, number)))) {
        return true;
      }
    }
    return false;
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunException(Outcome.FAILED, "interrupted while waiting for a lease", e);
    }
  }

  /**
   * Stops an attempt that has been followed by another.
   *
   * @throws RunException {@code SOURCE_UNAVAILABLE} when the lease is no longer this attempt's
   */
  public void require() {
    int newest = newest(store, folder).orElse(0);
    if (newest != number) {
      throw new RunException(
          Outcome.SOURCE_UNAVAILABLE,
          "another attempt has taken over this run; this one stops and publishes nothing");
    }
  }

  /** Lets the next attempt begin at once. The folder may be gone already: then nothing is left. */
  @Override
  public void close() {
    beats.shutdown();
    awaitBeats();
    if (newest(store, folder).isPresent()) {
      store.write(released(folder, number), new byte[0]);
    }
  }

  /**
   * A beat that is under way would write into a folder that the publisher removes. It is waited for
   * and not interrupted: a store may do what nobody waits for any more.
   */
  private void awaitBeats() {
    try {
      if (!beats.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("the lease's last beat hangs");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void beat() {
    try {
      if (newest(store, folder).orElse(0) == number) {
        store.write(
            beatFile(folder, number),
            UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
      }
    } catch (RuntimeException e) {
      LOG.warn("lease beat failed: {}", e.getMessage());
    }
  }

  private static OptionalInt newest(Store store, String folder) {
    return store.list(folder).stream()
        .map(entry -> entry.path().substring(entry.path().lastIndexOf('/') + 1))
        .filter(name -> name.endsWith(".json"))
        .mapToInt(name -> Integer.parseInt(name.substring(0, name.indexOf('.'))))
        .max();
  }

  private static String file(String folder, int number) {
    return "%s/%d.json".formatted(folder, number);
  }

  private static String beatFile(String folder, int number) {
    return "%s/%d.beat".formatted(folder, number);
  }

  private static String released(String folder, int number) {
    return "%s/%d.released".formatted(folder, number);
  }

  private static Holder me() {
    ProcessHandle process = ProcessHandle.current();
    return new Holder(UUID.randomUUID().toString(), host(), process.pid(), started(process));
  }

  private static String started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("");
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
