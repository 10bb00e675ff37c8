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
 * Records the finished stages of an unfinished run, so that a later attempt does not repeat them.
 * If several attempts finish a stage, the first one's output counts.
 */
public final class StageJournal {

  /**
   * Cost of a stage, as measured by Spark's task metrics.
   *
   * @param seconds wall time
   * @param rowsRead rows that tasks read from files and tables
   * @param bytesRead bytes that tasks read for them
   * @param peakMemory most bytes that the driver's process, which in local mode is the whole run,
   *     has held in memory up to the end of the stage; null if the system does not report it
   */
  public record Cost(double seconds, long rowsRead, long bytesRead, Long peakMemory) {}

  /**
   * Content of a marker.
   *
   * @param attempt the attempt whose files are the stage's output
   * @param cost null for a part of a stage
   */
  public record JournalEntry(String stage, String attempt, Cost cost, JsonNode result) {}

  private final Store store;
  private final AttemptPaths mine;
  private final String folder;

  /**
   * Opens the journal for an attempt.
   *
   * @param beginning identifies the start of the run: a run that starts over has a new journal,
   *     which earlier attempts do not write to
   */
  public StageJournal(Store store, AttemptPaths mine, String beginning) {
    this.store = store;
    this.mine = mine;
    this.folder = mine.run().work("stages/" + beginning);
  }

  /** Reads the marker of a stage, one object; empty if the stage has not finished. */
  public Optional<JournalEntry> find(String stage) {
    return store.read(marker(stage)).map(bytes -> JsonText.read(bytes, JournalEntry.class));
  }

  /**
   * Finds the paths of the attempt whose output of a stage counts; this attempt's if the stage has
   * not finished. Reads one object.
   */
  public AttemptPaths findWriter(String stage) {
    return find(stage).map(entry -> new AttemptPaths(mine.run(), entry.attempt())).orElse(mine);
  }

  /**
   * Reads a file that a finished stage has written: its marker, and then the file.
   *
   * @throws RunException {@code SOURCE_UNAVAILABLE} and stale if it no longer exists
   */
  public byte[] readFile(String stage, String name) {
    String path = findWriter(stage).work(name);
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
   * Marks a stage as finished by this attempt, with everything that later stages need from it.
   *
   * @throws RunException {@code SOURCE_UNAVAILABLE} if another attempt was faster
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

  /** Reads the marker of a part of a stage, one object; empty if the part was not kept. */
  public Optional<JournalEntry> findPart(String stage, int number) {
    return find(part(stage, number));
  }

  /**
   * Marks a part of an unfinished stage as kept by this attempt, so that a later attempt does not
   * repeat it.
   *
   * @return false if another attempt was faster
   */
  public boolean keepPart(String stage, int number, Object result) {
    JournalEntry entry = new JournalEntry(stage, mine.attempt(), null, JsonText.tree(result));
    return store.create(marker(part(stage, number)), JsonText.bytes(entry));
  }

  private static String part(String stage, int number) {
    return String.format(Locale.ROOT, "parts/%s-%06d", stage, number);
  }

  /** Reads the costs of all finished stages by name, one object per marker. */
  public Map<String, Cost> readCosts() {
    Map<String, Cost> costs = new TreeMap<>();
    readEntries().stream()
        .filter(entry -> entry.cost() != null)
        .forEach(entry -> costs.put(entry.stage(), entry.cost()));
    return costs;
  }

  private List<JournalEntry> readEntries() {
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
   * Removes the markers, and all files of this attempt and of the attempts that finished stages.
   */
  public void discard() {
    Set<AttemptPaths> writers = new LinkedHashSet<>(List.of(mine));
    readEntries().forEach(entry -> writers.add(new AttemptPaths(mine.run(), entry.attempt())));
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
