package io.riskmesh.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The finished stages of an unfinished run: what a later attempt need not do again. The first
 * attempt that finishes a stage is the one whose output of it counts.
 */
public final class StageJournal {

  /**
   * What a stage cost, by Spark's own account of its tasks.
   *
   * @param seconds wall time
   * @param rowsRead rows that tasks read from files and tables
   * @param bytesRead bytes that they read for it
   */
  public record Cost(double seconds, long rowsRead, long bytesRead) {}

  /**
   * A marker's content.
   *
   * @param attempt whose files are the stage's output
   * @param cost null for a part of a stage
   */
  public record JournalEntry(String stage, String attempt, Cost cost, JsonNode result) {}

  private final Store store;
  private final AttemptPaths mine;
  private final String folder;

  /**
   * The journal as an attempt keeps it.
   *
   * @param beginning name of the run's beginning: one that begins again has a new journal, to which
   *     no attempt of before writes
   */
  public StageJournal(Store store, AttemptPaths mine, String beginning) {
    this.store = store;
    this.mine = mine;
    this.folder = mine.run().work("stages/" + beginning);
  }

  /** The marker of a stage; empty when the stage has not finished. */
  public Optional<JournalEntry> find(String stage) {
    return store.read(marker(stage)).map(bytes -> JsonText.read(bytes, JournalEntry.class));
  }

  /** Paths of the attempt whose output of a stage counts; this one's before it has finished. */
  public AttemptPaths of(String stage) {
    return find(stage).map(entry -> new AttemptPaths(mine.run(), entry.attempt())).orElse(mine);
  }

  /**
   * A file that a finished stage has left.
   *
   * @throws RunException {@code SOURCE_UNAVAILABLE} and stale when it is gone
   */
  public byte[] file(String stage, String name) {
    String path = of(stage).work(name);
    return store
        .read(path)
        .orElseThrow(
            () ->
                RunException.stale(
                    Outcome.SOURCE_UNAVAILABLE,
                    "%s, written by stage %s, no longer exists. Start the run again with the same --run-id: it starts over."
                        .formatted(store.uri(path), stage),
                    null));
  }

  /**
   * Marks a stage as finished by this attempt, with all that later stages need of it.
   *
   * @throws RunException {@code SOURCE_UNAVAILABLE} when another attempt was faster
   */
  public void finish(String stage, Cost cost, Object result) {
    JournalEntry entry = new JournalEntry(stage, mine.attempt(), cost, JsonText.tree(result));
    if (!store.create(marker(stage), JsonText.bytes(entry))) {
      throw RunException.overtaken(
          "another attempt of run %s has finished stage %s; this one stops and publishes nothing"
              .formatted(mine.run().runId(), stage),
          null);
    }
  }

  /** The marker of a part of a stage; empty when it has not been kept. */
  public Optional<JournalEntry> findPart(String stage, int number) {
    return find(part(stage, number));
  }

  /**
   * Marks a part of a stage that goes on as kept by this attempt, so that a later one need not do
   * it again.
   *
   * @return false when another attempt was faster
   */
  public boolean keepPart(String stage, int number, Object result) {
    JournalEntry entry = new JournalEntry(stage, mine.attempt(), null, JsonText.tree(result));
    return store.create(marker(part(stage, number)), JsonText.bytes(entry));
  }

  private static String part(String stage, int number) {
    return String.format(Locale.ROOT, "parts/%s-%06d", stage, number);
  }

  /** Costs of all finished stages by name. */
  public Map<String, Cost> costs() {
    Map<String, Cost> costs = new TreeMap<>();
    entries().stream()
        .filter(entry -> entry.cost() != null)
        .forEach(entry -> costs.put(entry.stage(), entry.cost()));
    return costs;
  }

  private List<JournalEntry> entries() {
    List<JournalEntry> entries = new ArrayList<>();
    for (Store.Entry file : store.list(folder)) {
      store
          .read(file.path())
          .map(bytes -> JsonText.read(bytes, JournalEntry.class))
          .ifPresent(entries::add);
    }
    return entries;
  }

  /**
   * Removes the markers, and all that this attempt and those of the finished stages have written.
   */
  public void discard() {
    Set<AttemptPaths> writers = new LinkedHashSet<>(List.of(mine));
    entries().forEach(entry -> writers.add(new AttemptPaths(mine.run(), entry.attempt())));
    store.delete(folder);
    for (AttemptPaths writer : writers) {
      store.delete(writer.workFolder());
      store.delete(writer.dataFolder());
    }
  }

  private String marker(String stage) {
    return "%s/%s.json".formatted(folder, stage);
  }
}
