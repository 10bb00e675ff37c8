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
 * Runs each stage once: if an earlier attempt has finished it, the result is read from its marker.
 *
 * <p>The marker is written after all other output of a stage. Output without a marker is never
 * read, and only the attempt that the marker names is used. Therefore it does no harm that Hadoop's
 * default committer renames files, which on S3 means to copy them one by one, or that an attempt
 * that was taken for dead continues to write.
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
   * Returns the result of a stage.
   *
   * @param work does the stage if it has not been done
   * @param summary describes the result on one line for users
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

  /** Returns the stage that was begun last. */
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
