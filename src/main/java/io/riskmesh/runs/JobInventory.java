package io.riskmesh.runs;

import io.riskmesh.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All files of a job, grouped by the run or report that they belong to. */
final class JobInventory {
  /** Folders that hold the files of runs. */
  private static final List<String> OF_RUNS = List.of("runs", "data", "work", "outcomes");

  /** Folders of reports that belong to no run, with one subfolder per report. */
  private static final List<String> OF_ITS_OWN = List.of("drift", "profile", "tune");

  /** Files that are kept or removed together. */
  static final class InventoryItem {
    private final List<Store.Entry> files = new ArrayList<>();

    long bytes() {
      return files.stream().mapToLong(Store.Entry::bytes).sum();
    }

    /** Returns the modification time of the newest file. */
    Instant newest() {
      return files.stream().map(Store.Entry::modified).max(Instant::compareTo).orElseThrow();
    }
  }

  private final Map<String, InventoryItem> runs = new TreeMap<>();
  private final Map<String, InventoryItem> others = new TreeMap<>();

  private JobInventory() {}

  /** Lists all files of a job; one listing of the store. */
  static JobInventory list(Store store, String job) {
    JobInventory inventory = new JobInventory();
    store
        .list(job)
        .forEach(entry -> inventory.add(entry, entry.path().substring(job.length() + 1)));
    return inventory;
  }

  private void add(Store.Entry entry, String below) {
    String[] path = below.split("/", 3);
    if (path.length < 2) {
      return;
    }
    if (OF_RUNS.contains(path[0])) {
      item(runs, path[1].replaceFirst("\\.json$", "")).files.add(entry);
    } else if (OF_ITS_OWN.contains(path[0])) {
      item(others, path[0] + "/" + path[1]).files.add(entry);
    }
  }

  private static InventoryItem item(Map<String, InventoryItem> items, String name) {
    return items.computeIfAbsent(name, key -> new InventoryItem());
  }

  /** Returns the files of each run by run id, published or not. */
  Map<String, InventoryItem> runs() {
    return runs;
  }

  /** Returns the files of profiles, drift reports and searches by {@code <kind>/<name>}. */
  Map<String, InventoryItem> others() {
    return others;
  }
}
