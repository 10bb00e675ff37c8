package io.riskmesh.pipeline;

import io.riskmesh.config.JobConfig;
import io.riskmesh.features.BinTables;
import io.riskmesh.session.RunStage;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.StageJournal;
import java.util.Optional;

/** The bins that the features stage has written, if the job has features with bins. */
final class KeptBins {
  private KeptBins() {}

  /** Reads {@code bins.json}; empty if the job has no bins. */
  static Optional<byte[]> read(StageJournal journal, JobConfig job) {
    return BinTables.in(job)
        ? Optional.of(journal.readFile(RunStage.FEATURES.key(), StageActions.BINS))
        : Optional.empty();
  }

  /** Reads the bins; none if the job has no bins. */
  static BinTables readTables(StageJournal journal, JobConfig job) {
    return read(journal, job)
        .map(json -> JsonText.read(json, BinTables.class))
        .orElse(BinTables.NONE);
  }
}
