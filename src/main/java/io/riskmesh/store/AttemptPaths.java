package io.riskmesh.store;

import java.util.UUID;

/**
 * Where an attempt writes while a run is under way: into folders of its own, so that one that was
 * taken for dead and wakes up changes nothing of another's. Which attempt's output counts, stage by
 * stage, stands in the {@link StageJournal}, and in the end in the manifest.
 *
 * @param attempt a name that no other attempt has
 */
public record AttemptPaths(RunPaths run, String attempt) {

  /** Paths of an attempt that begins. */
  public static AttemptPaths begin(RunPaths run) {
    return new AttemptPaths(run, UUID.randomUUID().toString().substring(24));
  }

  /** What goes after the publish. */
  public String work(String name) {
    return "%s/%s".formatted(workFolder(), name);
  }

  /** Folder of {@link #work}. */
  public String workFolder() {
    return run.work(attempt);
  }

  /** What may expire: the rows of the parts and their predictions. */
  public String data(String name) {
    return "%s/%s".formatted(dataFolder(), name);
  }

  /** Folder of {@link #data}. */
  public String dataFolder() {
    return "%s/%s".formatted(run.dataFolder(), attempt);
  }

  /** A file that waits to be published. */
  public String staged(String file) {
    return "%s/%s".formatted(stagedFolder(), file);
  }

  /** Folder of {@link #staged}. */
  public String stagedFolder() {
    return work("out");
  }
}
