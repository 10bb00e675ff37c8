package io.riskmesh.pipeline;

import io.riskmesh.store.Journal;
import io.riskmesh.store.Json;
import io.riskmesh.store.Lease;
import io.riskmesh.store.Outage;
import io.riskmesh.store.Refusal;
import io.riskmesh.store.RunException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs stages once: what an earlier attempt has finished is read from its marker.
 *
 * <p>The marker comes after all that a stage writes, and nobody reads the output of a stage that
 * has none, nor any but that of the attempt that the marker names. So it does no harm that Hadoop's
 * default committer renames, which on S3 is copying one file after the other, nor that an attempt
 * that was taken for dead goes on writing.
 */
final class Stages {
  private static final Logger LOG = LoggerFactory.getLogger(Stages.class);

  private final Journal journal;
  private final Lease lease;
  private final Workshop workshop;
  private final Progress progress;
  private Stage current = Stage.SOURCE;

  Stages(Journal journal, Lease lease, Workshop workshop, Progress progress) {
    this.journal = journal;
    this.lease = lease;
    this.workshop = workshop;
    this.progress = progress;
  }

  /**
   * The result of a stage.
   *
   * @param work does it, when it has not been done
   * @param summary the result on one line for a person
   */
  <T> T run(Stage stage, Class<T> type, Supplier<T> work, Function<T, String> summary) {
    Optional<Journal.Entry> earlier = journal.find(stage.key());
    if (earlier.isPresent()) {
      T result = Json.convert(earlier.get().result(), type);
      progress.end(stage, summary.apply(result), earlier.get().cost(), true);
      return result;
    }
    current = stage;
    lease.require();
    LOG.info("stage {} begins", stage.key());
    progress.begin(stage, workshop.tracker());
    long begun = System.nanoTime();
    workshop.begin(stage);
    T result = lease.whileHeld(() -> result(stage, work));
    Journal.Cost cost = workshop.end(stage, begun);
    lease.require();
    journal.finish(stage.key(), cost, result);
    LOG.info("stage {} ends: {} {}", stage.key(), summary.apply(result), Json.line(cost));
    progress.end(stage, summary.apply(result), cost, false);
    return result;
  }

  /** The stage that was begun last. */
  Stage current() {
    return current;
  }

  private static <T> T result(Stage stage, Supplier<T> work) {
    try {
      return work.get();
    } catch (RunException e) {
      throw e;
    } catch (Exception e) {
      // Spark throws its checked exception undeclared.
      String doing = "stage " + stage.key();
      Optional<RunException> known = Outage.of(e, doing).or(() -> Refusal.of(e, doing));
      if (known.isPresent()) {
        throw known.get();
      }
      throw e;
    }
  }
}
