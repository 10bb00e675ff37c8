package io.riskmesh.store;

import java.util.UUID;

/**
 * Paths that an attempt writes to while a run is in progress. Each attempt has its own folders, so
 * that one that was taken for dead and wakes up cannot change another attempt's files. The {@link
 * StageJournal} records which attempt's output counts for each stage; the manifest records it for
 * the published run.
 *
 * @param attempt a name that no other attempt has
 */
public record AttemptPaths(RunPaths run, String attempt) {

  /** Returns the paths of a new attempt. */
  public static AttemptPaths begin(RunPaths run) {
    return new AttemptPaths(run, UUID.randomUUID().toString().substring(24));
  }

  /** Returns the path of a file that is deleted after publication. */
  public String work(String name) {
    return "%s/%s".formatted(workFolder(), name);
  }

  /** Returns the folder of {@link #work}. */
  public String workFolder() {
    return run.work(attempt);
  }

  /** Returns the path of data that may expire: the rows of the parts and their predictions. */
  public String data(String name) {
    return "%s/%s".formatted(dataFolder(), name);
  }

  /** Returns the folder of {@link #data}. */
  public String dataFolder() {
    return "%s/%s".formatted(run.dataFolder(), attempt);
  }

  /** Returns the path of a file that is to be published. */
  public String staged(String file) {
    return "%s/%s".formatted(stagedFolder(), file);
  }

  /** Returns the folder of {@link #staged}. */
  public String stagedFolder() {
    return work("out");
  }
}
