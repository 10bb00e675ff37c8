package io.riskmesh.store;

/**
 * Paths of a run's files, relative to the artifacts root.
 *
 * @param job name of the job
 * @param runId identifier of the run, unique within the job
 */
public record RunPaths(String job, String runId) {
  /** A published file: the model archive in SageMaker's format. */
  public static final String MODEL = "model/model.tar.gz";

  /** A published file: the fitted features. */
  public static final String FEATURES = "features/features.json";

  /** A published file: bins of the features that have bins; only if there are any. */
  public static final String BINS = "features/bins.json";

  /** A published file: the model as tables of points; only if it has points. */
  public static final String SCORECARD = "model/scorecard.json";

  /** A published file: the model's quality in SageMaker's format. */
  public static final String EVALUATION = "evaluation/evaluation.json";

  /** A published file: every number of the evaluation. */
  public static final String CURVES = "evaluation/curves.json";

  /** A published file: the report, which people read. */
  public static final String REPORT = "report/report.html";

  /** A published file: distributions of the run's rows and scores, for later comparison. */
  public static final String BASELINE = "monitor/baseline.json";

  /** Returns whether this is a valid run id; a path never is. */
  public static boolean isName(String runId) {
    return runId != null && runId.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  }

  /** Returns the path of a file that is kept: a published file or the manifest. */
  public String published(String file) {
    return "%s/%s".formatted(runFolder(), file);
  }

  /** Returns the folder of {@link #published}. */
  public String runFolder() {
    return "%s/runs/%s".formatted(job, runId);
  }

  /** Returns the path of the manifest. */
  public String manifest() {
    return published("manifest.json");
  }

  /** Returns the folder of the data that may expire, of all attempts. */
  public String dataFolder() {
    return "%s/data/%s".formatted(job, runId);
  }

  /**
   * Returns the path of a file that is deleted after publication: lease, stage markers, and
   * everything that attempts write.
   */
  public String work(String name) {
    return "%s/%s".formatted(workFolder(), name);
  }

  /** Returns the folder of {@link #work}. */
  public String workFolder() {
    return "%s/work/%s".formatted(job, runId);
  }

  /** Returns the path of the outcome file. */
  public String outcome() {
    return "%s/%s.json".formatted(ofJob().outcomes(), runId);
  }

  /** Returns the path of the file that records the run's package in the model registry. */
  public String registration() {
    return "%s/registrations/%s.json".formatted(job, runId);
  }

  /** Returns where the job's other files are. */
  public JobPaths ofJob() {
    return new JobPaths(job);
  }
}
