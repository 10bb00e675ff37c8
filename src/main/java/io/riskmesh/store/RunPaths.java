package io.riskmesh.store;

/**
 * Where a run's files lie, relative to the artifacts root.
 *
 * @param job name of the job
 * @param runId identifier of the run, unique within the job
 */
public record RunPaths(String job, String runId) {
  /** A published file: the model as SageMaker takes it. */
  public static final String MODEL = "model/model.tar.gz";

  /** A published file: the fitted features. */
  public static final String FEATURES = "features/features.json";

  /** A published file: the model's quality in SageMaker's shape. */
  public static final String EVALUATION = "evaluation/evaluation.json";

  /** A published file: what the run's rows and scores look like, for a later comparison. */
  public static final String BASELINE = "monitor/baseline.json";

  /** Whether a run can have this name, which is never a path. */
  public static boolean isName(String runId) {
    return runId != null && runId.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  }

  /** What is kept: published files and the manifest. */
  public String published(String file) {
    return "%s/%s".formatted(runFolder(), file);
  }

  /** Folder of {@link #published}. */
  public String runFolder() {
    return "%s/runs/%s".formatted(job, runId);
  }

  public String manifest() {
    return published("manifest.json");
  }

  /** What may expire, of all attempts. */
  public String dataFolder() {
    return "%s/data/%s".formatted(job, runId);
  }

  /** What goes after the publish: lease, stage markers, and all that attempts write. */
  public String work(String name) {
    return "%s/%s".formatted(workFolder(), name);
  }

  /** Folder of {@link #work}. */
  public String workFolder() {
    return "%s/work/%s".formatted(job, runId);
  }

  public String outcome() {
    return "%s/outcomes/%s.json".formatted(job, runId);
  }

  /** Which package of the model registry the run is. */
  public String registration() {
    return "%s/registrations/%s.json".formatted(job, runId);
  }

  /** Where the job's other files are. */
  public JobPaths ofJob() {
    return new JobPaths(job);
  }
}
