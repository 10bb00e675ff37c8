package io.riskmesh.site;

import io.riskmesh.evaluate.VintageTable;
import io.riskmesh.runs.Manifest;
import io.riskmesh.runs.PublishedRuns;
import io.riskmesh.runs.RunHead;
import io.riskmesh.runs.RunList;
import io.riskmesh.runs.SignOffLog;
import io.riskmesh.runs.SignOffRecord;
import io.riskmesh.site.JobHistory.RunVintages;
import io.riskmesh.store.JobPaths;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.OutcomeFile;
import io.riskmesh.store.ParallelIo;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads the history of a job. A file that cannot be read becomes a line, and not the end. */
final class HistoryReader {
  /** Runs whose vintages are read: the only files beside manifests, drift files and records. */
  static final int VINTAGE_RUNS = 8;

  private static final Set<String> ANSWERS = Set.of(Outcome.DONE.kind(), Outcome.RETRAIN.kind());

  /** The part of {@code curves.json} that is read. */
  private record VintageFile(VintageTable vintages) {}

  private final Store store;
  private final JobPaths paths;
  private final PublishedRuns published;
  private final Map<String, String> broken = new ConcurrentSkipListMap<>();

  HistoryReader(Store store, String job) {
    this.store = store;
    this.paths = new JobPaths(job);
    this.published = new PublishedRuns(store, job);
  }

  /**
   * Reads the manifest of every run, every drift file, promotion and sign-off, and the outcomes of
   * what was not published: one object each, several in parallel, after five listings.
   */
  JobHistory read() {
    RunList runs = published.readAll();
    runs.broken().forEach((run, why) -> broken.put(run(run).manifest(), why));
    List<DriftNight> nights = readNights();
    Set<String> known = new HashSet<>(runs.broken().keySet());
    runs.heads().forEach(run -> known.add(run.runId()));
    nights.forEach(night -> known.add(night.id()));
    return new JobHistory(
        paths.job(),
        published.findLatest().orElse(null),
        runs.heads(),
        nights,
        readVintages(runs.heads()),
        published.readPromotions(),
        readSignOffs(),
        readEnded(known),
        broken);
  }

  private RunPaths run(String id) {
    return new RunPaths(paths.job(), id);
  }

  private List<DriftNight> readNights() {
    return readEach(
            names(paths.drifts(), "/drift.json"),
            id -> paths.drift(id, "drift.json"),
            id -> DriftNight.read(store, paths.job(), id))
        .flatMap(Optional::stream)
        .sorted(DriftNight.BY_TIME)
        .toList();
  }

  private List<RunVintages> readVintages(List<RunHead> runs) {
    List<String> newest =
        runs.subList(Math.max(0, runs.size() - VINTAGE_RUNS), runs.size()).stream()
            .map(RunHead::runId)
            .toList();
    return readEach(newest, id -> run(id).published(RunPaths.CURVES), this::readVintages)
        .flatMap(Optional::stream)
        .sorted(Comparator.comparing(of -> -newest.indexOf(of.runId())))
        .toList();
  }

  /** Reads a manifest and the file of which it has the hash; a run of old may lack the file. */
  private Optional<RunVintages> readVintages(String id) {
    Optional<Manifest> manifest =
        Manifest.read(store, run(id))
            .filter(m -> m.files().stream().anyMatch(f -> f.path().equals(RunPaths.CURVES)));
    if (manifest.isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] json = manifest.get().readFile(store, RunPaths.CURVES);
      VintageFile file =
          JsonText.convert(
              JsonText.fields(new ByteArrayInputStream(json), VintageFile.class),
              VintageFile.class);
      return Optional.ofNullable(file.vintages())
          .filter(table -> !table.vintages().isEmpty())
          .map(table -> new RunVintages(id, table));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<SignOffRecord> readSignOffs() {
    List<String> signed =
        store.list(paths.signOffs()).stream()
            .map(entry -> entry.path().split("/", -1))
            .filter(path -> path.length == 4)
            .map(path -> path[2])
            .distinct()
            .toList();
    return readEach(signed, paths::signOffs, id -> new SignOffLog(store, run(id)).readAll())
        .flatMap(List::stream)
        .toList();
  }

  /** Reads the outcomes of what is known by no other file. */
  private List<OutcomeFile> readEnded(Set<String> known) {
    List<String> unknown =
        names(paths.outcomes(), ".json").stream().filter(id -> !known.contains(id)).toList();
    return readEach(unknown, id -> run(id).outcome(), this::readOutcome)
        .flatMap(Optional::stream)
        .filter(outcome -> !ANSWERS.contains(outcome.kind()))
        .toList();
  }

  private Optional<OutcomeFile> readOutcome(String id) {
    Optional<OutcomeFile> outcome =
        store.read(run(id).outcome()).map(json -> JsonText.read(json, OutcomeFile.class));
    if (outcome.stream().anyMatch(file -> !id.equals(file.runId()))) {
      throw new IllegalArgumentException("it is the outcome of another command");
    }
    return outcome;
  }

  /** Lists the names directly below a folder that end like this. */
  private List<String> names(String folder, String ending) {
    return store.list(folder).stream()
        .map(entry -> entry.path().substring(folder.length() + 1))
        .filter(path -> path.endsWith(ending))
        .map(path -> path.substring(0, path.length() - ending.length()))
        .filter(name -> !name.contains("/"))
        .toList();
  }

  private <T> Stream<T> readEach(
      List<String> ids, Function<String, String> path, Function<String, T> read) {
    return ParallelIo.map(ids, id -> readOne(path.apply(id), () -> read.apply(id))).stream()
        .flatMap(Optional::stream);
  }

  /**
   * Returns what was read, or nothing if the file is damaged, differs from what was published, or
   * was written by a later release. A store that does not answer remains a failure.
   */
  private <T> Optional<T> readOne(String path, Supplier<T> read) {
    try {
      return Optional.of(read.get());
    } catch (IllegalArgumentException e) {
      broken.put(path, "damaged: " + e.getMessage());
    } catch (RunException e) {
      if (e.outcome() != Outcome.USAGE && e.outcome() != Outcome.FAILED) {
        throw e;
      }
      broken.put(path, e.getMessage());
    }
    return Optional.empty();
  }
}
