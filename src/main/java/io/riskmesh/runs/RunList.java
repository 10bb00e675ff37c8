package io.riskmesh.runs;

import io.riskmesh.store.JobPaths;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.ParallelIo;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The published runs of a job.
 *
 * @param heads oldest as-of time first
 * @param broken why the manifests of the other runs cannot be read, by run id
 */
public record RunList(List<RunHead> heads, Map<String, String> broken) {

  /** One run of the list: its head, or why there is none. */
  private record RunItem(String runId, Optional<RunHead> head, String why) {}

  /** Lists a job's runs, and reads the manifest of each, several in parallel. */
  public static RunList read(Store store, String job) {
    List<String> ids =
        store.list(new JobPaths(job).runs()).stream()
            .map(Store.Entry::path)
            .map(path -> path.split("/", -1))
            .filter(path -> path.length == 4 && path[3].equals("manifest.json"))
            .map(path -> path[2])
            .toList();
    List<RunHead> heads = new ArrayList<>();
    Map<String, String> broken = new TreeMap<>();
    for (RunItem item : ParallelIo.map(ids, id -> readItem(store, new RunPaths(job, id)))) {
      item.head().ifPresent(heads::add);
      if (item.why() != null) {
        broken.put(item.runId(), item.why());
      }
    }
    heads.sort(Comparator.comparing(RunHead::time).thenComparing(RunHead::runId));
    return new RunList(List.copyOf(heads), broken);
  }

  private static RunItem readItem(Store store, RunPaths paths) {
    try {
      return new RunItem(paths.runId(), Optional.of(RunHead.read(store, paths)), null);
    } catch (IllegalArgumentException e) {
      return new RunItem(
          paths.runId(), Optional.empty(), "its manifest is damaged: " + e.getMessage());
    } catch (RunException e) {
      if (e.outcome() == Outcome.USAGE) {
        return new RunItem(
            paths.runId(), Optional.empty(), "its manifest was written by a later release");
      }
      if (store.read(paths.manifest()).isEmpty()) {
        // The run was removed after it was listed.
        return new RunItem(paths.runId(), Optional.empty(), null);
      }
      throw e;
    }
  }
}
