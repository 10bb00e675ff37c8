package io.riskmesh.store;

import java.util.UUID;

/**
 * Where a job's files are, relative to the artifacts root. This class, {@link RunPaths} and {@link
 * AttemptPaths} own the layout.
 *
 * @param job name of the job
 */
public record JobPaths(String job) {
  /** The run in production. */
  public String latest() {
    return job + "/latest.json";
  }

  /** Folder of all published runs. */
  public String runs() {
    return job + "/runs";
  }

  /** Folder of the registration records of all runs. */
  public String registrations() {
    return job + "/registrations";
  }

  /** Folder of the records of promotions by hand. */
  public String promotions() {
    return job + "/promotions";
  }

  /** Record of a promotion by hand. */
  public String promotion(String name) {
    return "%s/%s.json".formatted(promotions(), name);
  }

  /** Folder of the sign-offs of all runs, each in a folder of its own. */
  public String signOffs() {
    return job + "/sign-offs";
  }

  /** Folder of the sign-offs of a run. */
  public String signOffs(String runId) {
    return "%s/%s".formatted(signOffs(), runId);
  }

  /** Record of a sign-off of a run. */
  public String signOff(String runId, String name) {
    return "%s/%s.json".formatted(signOffs(runId), name);
  }

  /** Folder of the outcomes of all commands. */
  public String outcomes() {
    return job + "/outcomes";
  }

  /** Folder of the pages about the job over time, unless another is named. */
  public String site() {
    return job + "/site";
  }

  /** Folder of all drift reports. */
  public String drifts() {
    return job + "/drift";
  }

  /** A file of a drift report. */
  public String drift(String id, String file) {
    return "%s/%s/%s".formatted(drifts(), id, file);
  }

  /** OpenLineage events of a command, one per line; {@code id} is that of its outcome. */
  public String lineage(String id) {
    return "%s/lineage/%s.jsonl".formatted(job, id);
  }

  /** Folder of a profile of the source. */
  public String profile(String time) {
    return "%s/profile/%s".formatted(job, time);
  }

  /** A file of a search of parameters. */
  public String tune(String id, String file) {
    return "%s/tune/%s/%s".formatted(job, id, file);
  }

  /** Folder of all scores by one run. */
  public String scores(String runId) {
    return "%s/scores/%s".formatted(job, runId);
  }

  /** Folder of the scores of one state of a source by one run. */
  public String scores(String runId, String sourceId) {
    return "%s/scores/%s/%s".formatted(job, runId, sourceId);
  }

  /** A file about one state of the source in a feature group. */
  public String featureGroup(String group, String id, String file) {
    return "%s/feature-groups/%s/%s/%s".formatted(job, group, id, file);
  }

  /** Folder for the offline stores of feature groups, which SageMaker names and fills. */
  public String offlineStores() {
    return job + "/feature-store";
  }

  /**
   * A new folder for intermediate data, which its command removes.
   *
   * @param command names the folder, such as {@code check}
   */
  public String scratch(String command) {
    return "%s/work/.%s-%s".formatted(job, command, UUID.randomUUID());
  }
}
