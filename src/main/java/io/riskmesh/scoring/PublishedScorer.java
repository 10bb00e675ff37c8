package io.riskmesh.scoring;

import io.riskmesh.config.JobConfig;
import io.riskmesh.model.ArchiveFiles;
import io.riskmesh.model.Scorer;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/** Loads the models that score records without Spark. */
public final class PublishedScorer {
  private PublishedScorer() {}

  /**
   * Reads the model of a published run and verifies it against the manifest. The job's bands,
   * reasons and masked columns apply, as when it scores a table.
   *
   * @throws RunException {@code FAILED} if the archive differs from what was published, {@code
   *     USAGE} if this release cannot read it
   */
  public static Scorer read(Store store, Manifest manifest, JobConfig job) {
    byte[] archive = manifest.readFile(store, RunPaths.MODEL);
    return verified("run " + manifest.runId(), () -> ArchiveFiles.unpack(archive))
        .with(job.score().bands().bands(), JobReasons.of(job));
  }

  /**
   * Loads a model from disk.
   *
   * @param model {@code model.tar.gz}, or a folder into which one was unpacked
   * @throws RunException {@code SOURCE_MISSING} if it does not exist or cannot be read, {@code
   *     USAGE} if it is no model, was changed, or is in a format of another release
   */
  public static Scorer load(Path model) {
    if (!Files.exists(model)) {
      throw new RunException(Outcome.SOURCE_MISSING, "model %s does not exist".formatted(model));
    }
    try {
      return verified("model " + model, () -> ArchiveFiles.load(model));
    } catch (UncheckedIOException e) {
      throw new RunException(Outcome.SOURCE_MISSING, "model %s cannot be read".formatted(model), e);
    }
  }

  private static Scorer verified(String name, Supplier<Map<String, byte[]>> files) {
    try {
      return Scorer.read(files.get());
    } catch (IllegalArgumentException e) {
      throw new RunException(
          Outcome.USAGE,
          "%s cannot be used for scoring here: %s. Use the release that it was trained with, or train again."
              .formatted(name, e.getMessage()),
          e);
    }
  }

  /**
   * Rejects a run that the gates refused.
   *
   * @throws RunException {@code REFUSED}
   */
  public static void requireAccepted(Manifest manifest) {
    if (!manifest.isAccepted()) {
      throw new RunException(
          Outcome.REFUSED,
          "run %s was refused by its gates and cannot be used for scoring. Use an accepted run, or pass --allow-refused."
              .formatted(manifest.runId()));
    }
  }
}
