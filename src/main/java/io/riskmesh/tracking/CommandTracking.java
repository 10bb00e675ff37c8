package io.riskmesh.tracking;

import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.TrackingConfig;
import io.riskmesh.drift.DriftReport;
import io.riskmesh.scoring.ScoreManifest;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells every system of the environment about one command. No failure of a system ever leaves this
 * class: it becomes one line of warning. The command waits for at most {@code tracking.timeout}.
 */
public final class CommandTracking {
  private final TrackedCommand command;
  private final Store store;
  private final Duration timeout;
  private final List<TrackerWork> works;
  private final List<RunTracker> trackers;
  private final PrintWriter err;
  private Optional<DriftReport> drift = Optional.empty();
  private Optional<ScoreManifest> scores = Optional.empty();

  private CommandTracking(
      TrackedCommand command,
      Store store,
      Duration timeout,
      List<RunTracker> trackers,
      PrintWriter err) {
    this.command = command;
    this.store = store;
    this.timeout = timeout;
    this.trackers = trackers;
    this.works = trackers.stream().map(TrackerWork::new).toList();
    this.err = err;
  }

  /**
   * Creates the tracking of a command.
   *
   * @param store where the command's files are
   * @param variables the process's environment, which has the credentials
   * @param out standard output, for metrics
   * @param err receives the warnings
   */
  public static CommandTracking create(
      EffectiveConfig settings,
      Store store,
      TrackedCommand command,
      Map<String, String> variables,
      PrintWriter out,
      PrintWriter err) {
    TrackingConfig config = settings.env().tracking();
    List<RunTracker> trackers = TrackerList.of(settings, store, variables, out);
    return new CommandTracking(command, store, config.timeout(), trackers, err);
  }

  /** Tells that the command begins; returns at once. */
  public void begin() {
    each(tracker -> () -> tracker.begin(command));
  }

  private void each(Function<RunTracker, Runnable> call) {
    for (int i = 0; i < works.size(); i++) {
      works.get(i).start(call.apply(trackers.get(i)));
    }
  }

  /** Keeps what {@code drift} found until the end of the command. */
  public void keep(DriftReport found) {
    drift = Optional.of(found);
  }

  /** Keeps what {@code score} wrote until the end of the command. */
  public void keep(ScoreManifest written) {
    scores = Optional.of(written);
  }

  /** Tells how the command has ended, and waits until all know or the time is over. */
  public void end(Outcome outcome, String message) {
    Instant ended = Instant.now();
    long start = System.nanoTime();
    each(tracker -> () -> tracker.end(command, readEnd(ended, outcome, message)));
    for (TrackerWork work : works) {
      Duration left = timeout.minusNanos(System.nanoTime() - start);
      work.await(left, timeout).ifPresent(why -> warn(work.name(), why));
    }
  }

  private TrackedEnd readEnd(Instant ended, Outcome outcome, String message) {
    return new TrackedEnd(
        ended,
        outcome,
        message,
        findRun().flatMap(paths -> HashedManifest.read(store, paths)),
        drift,
        scores);
  }

  private Optional<RunPaths> findRun() {
    return switch (command.kind()) {
      case RUN -> Optional.of(command.paths());
      case DRIFT -> drift.map(DriftReport::run).map(this::ofJob);
      case SCORE -> scores.map(ScoreManifest::run).map(this::ofJob);
    };
  }

  private RunPaths ofJob(String runId) {
    return new RunPaths(command.paths().job(), runId);
  }

  private void warn(String name, String why) {
    err.println(
        "riskmesh: warning: tracking.%s: %s; nothing else is affected".formatted(name, why));
    err.flush();
  }
}
