package io.riskmesh.tracking;

import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.store.Store;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Asks every system of an environment whether it can be told. */
public final class TrackerProbes {

  /**
   * Result of a probe.
   *
   * @param name key below {@code tracking}
   * @param reached whether the system answered
   * @param detail what was reached, or why not
   */
  public record TrackerProbe(String name, boolean reached, String detail) {}

  private TrackerProbes() {}

  /** Probes one system after the other; each takes {@code tracking.timeout} at most. */
  public static List<TrackerProbe> run(
      EffectiveConfig settings, Store store, Map<String, String> variables) {
    Duration timeout = settings.env().tracking().timeout();
    List<TrackerProbe> probes = new ArrayList<>();
    for (RunTracker tracker :
        TrackerList.of(settings, store, variables, new PrintWriter(Writer.nullWriter()))) {
      AtomicReference<String> found = new AtomicReference<>("");
      TrackerWork work = new TrackerWork(tracker);
      work.start(() -> found.set(tracker.probe()));
      Optional<String> failure = work.await(timeout, timeout);
      probes.add(
          new TrackerProbe(tracker.name(), failure.isEmpty(), failure.orElseGet(found::get)));
    }
    return List.copyOf(probes);
  }
}
