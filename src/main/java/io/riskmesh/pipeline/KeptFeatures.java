package io.riskmesh.pipeline;

import io.riskmesh.config.JobConfig;
import io.riskmesh.features.BinTables;
import io.riskmesh.screen.ScreeningResult;
import io.riskmesh.session.RunStage;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.StageJournal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The files that the features stage has written. */
final class KeptFeatures {
  static final String SCREENING = "features/screening.json";

  private KeptFeatures() {}

  /** Reads the files as they are published, by path. */
  static Map<String, byte[]> read(StageJournal journal, JobConfig job) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(
        RunPaths.FEATURES, journal.readFile(RunStage.FEATURES.key(), FeatureActions.FEATURES));
    readBins(journal, job).ifPresent(bins -> files.put(RunPaths.BINS, bins));
    readScreening(journal, job)
        .ifPresent(screening -> files.put(SCREENING, JsonText.bytes(screening)));
    return files;
  }

  /** Reads {@code bins.json}; empty if the job has no bins. */
  private static Optional<byte[]> readBins(StageJournal journal, JobConfig job) {
    return BinTables.in(job)
        ? Optional.of(journal.readFile(RunStage.FEATURES.key(), FeatureActions.BINS))
        : Optional.empty();
  }

  /** Reads the bins; none if the job has no bins. */
  static BinTables readTables(StageJournal journal, JobConfig job) {
    return readBins(journal, job)
        .map(json -> JsonText.read(json, BinTables.class))
        .orElse(BinTables.NONE);
  }

  /** Reads the audit of the candidates; empty if the job asks for none. */
  static Optional<ScreeningResult> readScreening(StageJournal journal, JobConfig job) {
    return job.screening()
        .map(
            config ->
                JsonText.read(
                    journal.readFile(RunStage.FEATURES.key(), FeatureActions.SCREENING),
                    ScreeningResult.class));
  }
}
