package io.riskmesh.pipeline;

import io.riskmesh.session.RunStage;
import io.riskmesh.session.SparkRuntime;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Lease;
import io.riskmesh.store.RunException;
import io.riskmesh.store.StageJournal;
import io.riskmesh.store.StorageOutage;
import io.riskmesh.store.StorageRefusal;
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
public final class StageRunner {
  private static final Logger LOG = LoggerFactory.getLogger(StageRunner.class);

  private final StageJournal journal;
  private final Lease lease;
  private final SparkRuntime runtime;
  private final StageProgress progress;
  private RunStage current = RunStage.SOURCE;

  StageRunner(StageJournal journal, Lease lease, SparkRuntime runtime, StageProgress progress) {
    this.journal = journal;
    this.lease = lease;
    this.runtime = runtime;
    this.progress = progress;
  }

  /**
   * The result of a stage.
   *
   * @param work does it, when it has not been done
   * @param summary the result on one line for a person
   */
  <T> T run(RunStage stage, Class<T> type, Supplier<T> work, Function<T, String> summary) {
    Optional<StageJournal.JournalEntry> earlier = journal.find(stage.key());
    if (earlier.isPresent()) {
      T result = JsonText.convert(earlier.get().result(), type);
      progress.end(stage, summary.apply(result), earlier.get().cost(), true);
      return result;
    }
    current = stage;
    lease.require();
    LOG.info("stage {} begins", stage.key());
    progress.begin(stage, runtime.tracker());
    long begun = System.nanoTime();
    runtime.begin(stage);
    T result = lease.whileHeld(() -> result(stage, work));
    StageJournal.Cost cost = runtime.end(stage, begun);
    lease.require();
    journal.finish(stage.key(), cost, result);
    LOG.info("stage {} ends: {} {}", stage.key(), summary.apply(result), JsonText.line(cost));
    progress.end(stage, summary.apply(result), cost, false);
    return result;
  }

  /** The stage that was begun last. */
  RunStage current() {
    return current;
  }

  private static <T> T result(RunStage stage, Supplier<T> work) {
    try {
      return work.get();
    } catch (RunException e) {
      throw e;
    } catch (Exception e) {
      // Spark throws its checked exception undeclared.
      String doing = "stage " + stage.key();
      Optional<RunException> known =
          StorageOutage.of(e, doing).or(() -> StorageRefusal.of(e, doing));
      if (known.isPresent()) {
        throw known.get();
      }
      throw e;
    }
  }
}
