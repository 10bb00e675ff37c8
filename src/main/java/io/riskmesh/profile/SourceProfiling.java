package io.riskmesh.profile;

import io.riskmesh.catalog.ReadFailure;
import io.riskmesh.catalog.SourceRequest;
import io.riskmesh.catalog.SourceTable;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.QualityConfig;
import io.riskmesh.quality.SchemaCheck;
import io.riskmesh.session.AsOf;
import io.riskmesh.session.RunStage;
import io.riskmesh.session.SparkRuntime;
import io.riskmesh.store.JobPaths;
import io.riskmesh.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Profiles the source of a job before anything is trained; leaves no files behind. */
public final class SourceProfiling {

  /**
   * A request for a profile.
   *
   * @param sample approximate number of rows to read; all if empty
   * @param rows how many rows to show unchanged
   */
  public record ProfileRequest(OptionalLong sample, int rows) {}

  /** The profile, and sample rows with one text per column, in the profile's order of columns. */
  public record ProfiledSource(SourceProfile profile, List<List<String>> rows) {}

  private final EffectiveConfig settings;
  private final Store store;
  private final Instant now;
  private final String intermediate;

  /**
   * Creates a profiling; {@code now} is the start time, used if the configuration sets no as-of
   * time.
   */
  public SourceProfiling(EffectiveConfig settings, Store store, Instant now) {
    this.settings = settings;
    this.store = store;
    this.now = now;
    this.intermediate = new JobPaths(settings.job().name()).scratch("profile");
  }

  /**
   * Opens the source and profiles it.
   *
   * @param progress receives progress messages
   * @throws io.riskmesh.store.RunException as a run would, if the source is missing, not granted,
   *     not readable or empty, or lacks the label
   */
  public ProfiledSource run(ProfileRequest request, Consumer<String> progress) {
    try (SparkRuntime runtime = new SparkRuntime(settings.job().name(), settings.env())) {
      runtime.begin(RunStage.SOURCE);
      SourceTable table = open(runtime);
      return ReadFailure.translated(
          settings.job().source().name(),
          "could not be profiled",
          () -> look(table, request, progress));
    } finally {
      store.delete(intermediate);
    }
  }

  private SourceTable open(SparkRuntime runtime) {
    JobConfig job = settings.job();
    String asOf = AsOf.of(job.source(), now).toString();
    SourceTable table =
        runtime.open(
            new SourceRequest(
                job, settings.env(), asOf, store.uri(intermediate), Optional.empty()));
    SchemaCheck.check(table, withoutFeatures(job));
    if (table.isText()) {
      // The code that detects numbers in texts is too long for one method if there are dozens of
      // columns.
      runtime.spark().conf().set("spark.sql.codegen.wholeStage", "false");
    }
    return table;
  }

  /**
   * Returns the job without features and rules. They may be wrong: exploring is how to find that
   * out.
   */
  private static JobConfig withoutFeatures(JobConfig job) {
    QualityConfig quality = job.quality();
    return job.withQuality(new QualityConfig(quality.minRows(), List.of(), quality.implied()))
        .withFeatures(List.of());
  }

  private ProfiledSource look(
      SourceTable table, ProfileRequest request, Consumer<String> progress) {
    JobConfig job = settings.job();
    SourceProfile profile = SourceProfiler.profile(table, job, request.sample(), progress);
    List<List<String>> rows =
        request.rows() == 0 ? List.of() : SampleRows.read(table, job, request.rows());
    return new ProfiledSource(profile, rows);
  }
}
