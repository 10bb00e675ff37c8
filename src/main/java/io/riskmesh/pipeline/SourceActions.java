package io.riskmesh.pipeline;

import io.riskmesh.catalog.AccessTrail;
import io.riskmesh.catalog.ColumnRoles;
import io.riskmesh.catalog.ReadFailure;
import io.riskmesh.catalog.SourcePin;
import io.riskmesh.catalog.SourceRequest;
import io.riskmesh.catalog.SourceSelection;
import io.riskmesh.catalog.SourceTable;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.quality.SchemaCheck;
import io.riskmesh.session.AccessRecorder;
import io.riskmesh.session.RunStage;
import io.riskmesh.session.SparkRuntime;
import io.riskmesh.split.RowStaging;
import io.riskmesh.store.AttemptPaths;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.StorageRefusal;
import io.riskmesh.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The work of the stages that read the source: they pin it and stage its rows. */
final class SourceActions {
  /**
   * The source as the run will read it, and how it was accessed to find it.
   *
   * @param remarks what users should know about it, for instance files that were skipped
   */
  record Pinned(SourcePin source, AccessTrail.AccessSpan span, List<String> remarks) {
    Pinned {
      remarks = remarks == null ? List.of() : remarks;
    }
  }

  /**
   * The number of rows and columns that a stage has written, and how the source was accessed to
   * read them.
   *
   * @param others columns that only the models read that the run is compared with
   */
  record ReadRows(long count, int columns, AccessTrail.AccessSpan span, List<String> others) {
    ReadRows {
      others = others == null ? List.of() : others;
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(SourceActions.class);

  private final EffectiveConfig settings;
  private final JobConfig job;
  private final Store store;
  private final AttemptPaths mine;
  private final RunRecord record;
  private final SparkRuntime runtime;
  private final StageRows rows;
  private final ReferenceInputs references;

  /** The source as pinned by this attempt, opened once rather than for each stage. */
  private SourceTable table;

  SourceActions(
      EffectiveConfig settings,
      Store store,
      AttemptPaths mine,
      RunRecord record,
      SparkRuntime runtime,
      StageRows rows,
      ReferenceInputs references) {
    this.settings = settings;
    this.job = settings.job();
    this.store = store;
    this.mine = mine;
    this.record = record;
    this.runtime = runtime;
    this.rows = rows;
    this.references = references;
  }

  Pinned pin() {
    AccessRecorder watch = watch();
    table = openSource(Optional.empty());
    SchemaCheck.check(table, job);
    // Fails here, before anything is written, if the filter is not a valid predicate.
    table.readRows();
    return new Pinned(table.pin(), watch.end(), table.remarks());
  }

  private AccessRecorder watch() {
    return new AccessRecorder(runtime.aws(), settings.env().usesAws());
  }

  /**
   * Opens the source with the columns of the job, and again if the models that the run is compared
   * with read others. What hinders only these does not end the run.
   */
  private SourceTable openSource(Optional<SourcePin> pinned) {
    SourceTable own = openSource(ColumnRoles.of(job), pinned);
    ColumnRoles roles = references.roles(own.schema());
    if (roles.equals(ColumnRoles.of(job))) {
      return own;
    }
    try {
      SourceTable wider = openSource(roles, pinned);
      wider.readRows();
      return wider;
    } catch (RunException e) {
      if (e.outcome() != Outcome.SOURCE_MISSING) {
        throw e;
      }
      LOG.warn("columns of champion or anchor cannot be read: {}", e.getMessage());
      references.readNoOthers();
      return own;
    }
  }

  private SourceTable openSource(ColumnRoles roles, Optional<SourcePin> pinned) {
    return runtime.open(
        new SourceRequest(
            new SourceSelection(job.source(), roles),
            settings.env(),
            record.asOf(),
            store.uri(rows.findWriter(RunStage.SOURCE).work("source")),
            pinned));
  }

  ReadRows read(SourcePin pin) {
    AccessRecorder watch = watch();
    SourceTable source = openPinned(pin);
    Set<String> others = references.others(source.schema());
    try {
      RowStaging.write(
          source.readRowsByFile(), job, others, store.uri(mine.work(StageRows.FOLDER)));
      source.requireUnchanged();
    } catch (Exception e) {
      // Spark throws its checked exception undeclared.
      throw StorageRefusal.below(
              store.uri(mine.workFolder()), e, "staging the rows of " + pin.name())
          .orElseGet(
              () ->
                  ReadFailure.of(
                      e, pin.name(), "the rows of %s could not be staged".formatted(pin.name())));
    }
    // Counted from the footers of the written files: an observation during the write would wait
    // forever if Spark dropped its event.
    long count = rows.count(mine.work(StageRows.FOLDER));
    if (count == 0) {
      throw new RunException(Outcome.SOURCE_MISSING, "source %s has no rows".formatted(pin.name()));
    }
    int columns = ColumnRoles.of(job).used().size() + others.size();
    return new ReadRows(count, columns, watch.end(), List.copyOf(others));
  }

  /** Lists the paths of the pinned files: see {@link SourceTable#listFilePaths}. */
  Map<Long, String> listFilePaths(SourcePin pin) {
    return openPinned(pin).listFilePaths();
  }

  private SourceTable openPinned(SourcePin pin) {
    if (table == null) {
      table = openSource(Optional.of(pin));
    }
    return table;
  }
}
