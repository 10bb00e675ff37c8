package io.riskmesh.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The finished stages of an unfinished run: what a later attempt need not do again. */
public final class Journal {

  /**
   * What a stage cost, by Spark's own account of its tasks.
   *
   * @param seconds wall time
   * @param rowsRead rows that tasks read from files and tables
   * @param bytesRead bytes that they read for it
   */
  public record Cost(double seconds, long rowsRead, long bytesRead) {}

  /** A marker's content. */
  public record Entry(String stage, Cost cost, JsonNode result) {}

  private final Store store;
  private final RunPaths paths;

  public Journal(Store store, RunPaths paths) {
    this.store = store;
    this.paths = paths;
  }

  /** The marker of a stage; empty when the stage has not finished. */
  public Optional<Entry> find(String stage) {
    return store.read(marker(stage)).map(bytes -> Json.read(bytes, Entry.class));
  }

  /** Marks a stage as finished, with all that later stages need of it. */
  public void finish(String stage, Cost cost, Object result) {
    store.write(marker(stage), Json.bytes(new Entry(stage, cost, Json.tree(result))));
  }

  /** Costs of all finished stages by name. */
  public Map<String, Cost> costs() {
    Map<String, Cost> costs = new TreeMap<>();
    for (Store.Entry file : store.list(paths.work("stages"))) {
      store
          .read(file.path())
          .map(bytes -> Json.read(bytes, Entry.class))
          .ifPresent(entry -> costs.put(entry.stage(), entry.cost()));
    }
    return costs;
  }

  private String marker(String stage) {
    return paths.work("stages/" + stage + ".json");
  }
}
