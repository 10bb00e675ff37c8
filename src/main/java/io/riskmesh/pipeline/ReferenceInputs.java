package io.riskmesh.pipeline;

import io.riskmesh.catalog.ColumnRoles;
import io.riskmesh.config.JobConfig;
import io.riskmesh.model.SourceInput;
import io.riskmesh.rows.CanonicalColumns;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.runs.ReferenceModel;
import io.riskmesh.runs.ReferenceModels;
import io.riskmesh.scoring.ScoredModel;
import io.riskmesh.store.FileHashes.HashedFile;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** The published models that a run is judged against, and the columns that they read. */
final class ReferenceInputs {
  /**
   * A model, as far as it can be used.
   *
   * @param model empty if it cannot be used
   * @param problem why not; null otherwise
   */
  record LoadedModel(ReferenceModel named, Optional<ScoredModel> model, String problem) {}

  private final JobConfig job;
  private final Store store;
  private final Optional<ReferenceModels> references;

  /** Both models once they were read, champion first. */
  private LoadedModel champion;

  private LoadedModel anchor;

  private boolean readsNoOthers;

  /** Creates the access; {@code references} is null if the job compares with none. */
  ReferenceInputs(JobConfig job, Store store, ReferenceModels references) {
    this.job = job;
    this.store = store;
    this.references = Optional.ofNullable(references);
  }

  Optional<ReferenceModels> references() {
    return references;
  }

  /** Returns the champion; reads three files once. There must be references. */
  LoadedModel champion() {
    if (champion == null) {
      champion = load(references.orElseThrow().champion());
    }
    return champion;
  }

  /** Returns the anchor; reads three files once, unless it is the champion as well. */
  LoadedModel anchor() {
    if (anchor == null) {
      ReferenceModel named = references.orElseThrow().anchor();
      LoadedModel other = champion();
      boolean isSame = named.model() != null && named.runId().equals(other.named().runId());
      anchor = isSame ? new LoadedModel(named, other.model(), other.problem()) : load(named);
    }
    return anchor;
  }

  private LoadedModel load(ReferenceModel named) {
    if (named.missing() != null) {
      return new LoadedModel(named, Optional.empty(), named.missing());
    }
    try {
      ScoredModel model = ScoredModel.read(store, new RunPaths(job.name(), named.runId()));
      boolean isSame =
          model.manifest().files().stream()
              .filter(file -> file.path().equals(RunPaths.MODEL))
              .map(HashedFile::sha256)
              .anyMatch(named.model()::equals);
      return isSame
          ? new LoadedModel(named, Optional.of(model), null)
          : unusable(named, "it was published again since this run began");
    } catch (IllegalArgumentException e) {
      return unusable(named, e.getMessage());
    } catch (RunException e) {
      if (e.outcome() == Outcome.SOURCE_UNAVAILABLE) {
        throw e;
      }
      return unusable(named, e.getMessage());
    }
  }

  private static LoadedModel unusable(ReferenceModel named, String why) {
    return new LoadedModel(
        named,
        Optional.empty(),
        "run %s cannot be used: %s".formatted(named.runId(), why.replaceFirst("\\.$", "")));
  }

  private Stream<SourceInput> inputs() {
    return references.isEmpty()
        ? Stream.empty()
        : Stream.of(champion(), anchor())
            .flatMap(loaded -> loaded.model().stream())
            .flatMap(model -> model.spec().inputs().stream());
  }

  /**
   * Returns the columns of the job and those that only the models read, as far as the source has
   * them and they can be read. What the job reads itself is read as the job reads it.
   */
  ColumnRoles roles(StructType source) {
    ColumnRoles own = ColumnRoles.of(job);
    Set<String> used = new LinkedHashSet<>(own.used());
    Set<String> numbers = new LinkedHashSet<>(own.numbers());
    Set<String> times = new LinkedHashSet<>(own.times());
    if (readsNoOthers) {
      return own;
    }
    inputs()
        .filter(input -> !own.used().contains(input.column()))
        .filter(input -> isReadable(source, input.column()))
        .forEach(
            input -> {
              used.add(input.column());
              switch (input.reading()) {
                case NUMBER -> numbers.add(input.column());
                case DAY -> times.add(input.column());
                case TEXT -> {}
              }
            });
    return new ColumnRoles(used, numbers, times);
  }

  /** Gives up the columns that only the models read. */
  void readNoOthers() {
    readsNoOthers = true;
  }

  private static boolean isReadable(StructType source, String column) {
    if (!StagedColumns.has(source, column)) {
      return false;
    }
    DataType type = StagedColumns.type(source, column);
    return CanonicalColumns.obstacle(type).isEmpty() && CanonicalColumns.hasText(type);
  }

  /** Returns the columns that only the models read. */
  Set<String> others(StructType source) {
    Set<String> others = new LinkedHashSet<>(roles(source).used());
    others.removeAll(ColumnRoles.of(job).used());
    return others;
  }

  /** Returns the staged columns with the original texts of what the models read. */
  Set<String> texts(StructType staged) {
    return inputs()
        .map(input -> StagedColumns.text(input.column()))
        .filter(name -> StagedColumns.has(staged, name))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
