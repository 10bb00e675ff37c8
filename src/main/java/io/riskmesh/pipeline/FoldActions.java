package io.riskmesh.pipeline;

import static io.riskmesh.pipeline.RowTotals.changed;
import static io.riskmesh.pipeline.RowTotals.requireAll;
import static org.apache.spark.sql.functions.col;

import io.riskmesh.catalog.SourcePin;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.SplitPart;
import io.riskmesh.evaluate.RowInput;
import io.riskmesh.evaluate.ScoredPart;
import io.riskmesh.evaluate.ScoringPass;
import io.riskmesh.features.FeatureSummary;
import io.riskmesh.pipeline.TrainedFolds.TrainedFold;
import io.riskmesh.screen.FeatureScreening.Screened;
import io.riskmesh.session.RunStage;
import io.riskmesh.split.FoldAssignment;
import io.riskmesh.split.SplitFolds.FoldRows;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.split.Splitter;
import io.riskmesh.store.AttemptPaths;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.StageJournal;
import io.riskmesh.store.Store;
import io.riskmesh.train.TrainedModel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work of the folds, one after the other: everything that is fitted is fitted again on the
 * train rows of each. A fold is kept as soon as it is trained, so that a later attempt goes on with
 * the next one.
 */
final class FoldActions {
  private static final Logger LOG = LoggerFactory.getLogger(FoldActions.class);
  private static final Set<SplitPart> PARTS = new TreeSet<>(SplitPart.STANDARD);

  private final JobConfig job;
  private final Store store;
  private final AttemptPaths mine;
  private final StageJournal journal;
  private final StageRows stageRows;
  private final StageActions steps;

  FoldActions(
      JobConfig job,
      Store store,
      AttemptPaths mine,
      StageJournal journal,
      StageRows stageRows,
      StageActions steps) {
    this.job = job;
    this.store = store;
    this.mine = mine;
    this.journal = journal;
    this.stageRows = stageRows;
    this.steps = steps;
  }

  /** Trains the models of all folds that are not yet kept. */
  TrainedFolds train(SplitSummary split, SourcePin pin, SourceActions.ReadRows read) {
    List<TrainedFold> folds = new ArrayList<>();
    for (int fold = 0; fold < split.folds().count(); fold++) {
      Optional<TrainedFold> kept = findKept(fold);
      folds.add(kept.isPresent() ? kept.get() : train(fold, split, pin, read));
    }
    return new TrainedFolds(folds);
  }

  private Optional<TrainedFold> findKept(int fold) {
    return journal
        .findPart(RunStage.FOLDS.key(), fold)
        .map(entry -> JsonText.convert(entry.result(), TrainedFold.class));
  }

  private TrainedFold train(
      int fold, SplitSummary split, SourcePin pin, SourceActions.ReadRows read) {
    FoldInputs inputs = prepare(fold, split, pin, read);
    FeatureSummary features = inputs.features();
    TrainedModel trained =
        steps.boost(
            inputs.validatedOn(SplitPart.VALIDATION),
            features,
            job.training(),
            new KeptSegments(store, mine, journal, name(fold), "segments-" + name(fold)));
    store.write(booster(mine, fold), trained.ubj());
    TrainedFold result =
        new TrainedFold(
            mine.attempt(),
            FileHashes.sha256(trained.ubj()),
            features,
            trained.summary(),
            inputs.rows());
    LOG.info("fold {} of {}: {} rounds", fold + 1, split.folds().count(), result.rounds());
    // If another attempt was faster, its files count.
    return journal.keepPart(RunStage.FOLDS.key(), fold, result)
        ? result
        : findKept(fold).orElseThrow();
  }

  /** Fits the features of a fold on its train rows, and writes them for its parts. */
  FoldInputs prepare(int fold, SplitSummary split, SourcePin pin, SourceActions.ReadRows read) {
    Dataset<Row> assigned = steps.assigned(split, pin, read);
    Dataset<Row> rows = FoldAssignment.of(assigned.schema(), job).of(assigned, fold);
    FoldRows counted = split.folds().folds().get(fold);
    FoldInputs inputs = write(fold, rows, counted.train(), PARTS);
    requireWhole(fold, inputs.rows(), counted);
    return inputs;
  }

  /**
   * Divides all rows into train and validation rows as for a further fold that has no rows of its
   * own, and fits the features on the train rows.
   */
  FoldInputs prepareAll(SplitSummary split, SourcePin pin, SourceActions.ReadRows read) {
    int further = split.folds().count();
    Dataset<Row> assigned = steps.assigned(split, pin, read);
    Dataset<Row> rows = FoldAssignment.of(assigned.schema(), job).of(assigned, further);
    long train = rows.filter(col(Splitter.PART).equalTo(SplitPart.TRAIN.key())).count();
    return write(further, rows, train, Set.of(SplitPart.TRAIN, SplitPart.VALIDATION));
  }

  private FoldInputs write(int fold, Dataset<Row> rows, long trainRows, Set<SplitPart> parts) {
    Screened screened = steps.features().fit(rows, trainRows);
    Map<SplitPart, Long> written =
        steps.features().write(rows, screened.used(), parts, folder(mine, fold));
    Map<SplitPart, Dataset<Row>> read = new EnumMap<>(SplitPart.class);
    parts.forEach(part -> read.put(part, read(mine, fold, part)));
    return new FoldInputs(FeatureActions.summary(screened), read, written);
  }

  private static void requireWhole(int fold, Map<SplitPart, Long> written, FoldRows counted) {
    String has = "fold %d has the features of".formatted(fold + 1);
    requireAll(has, written.get(SplitPart.TEST), counted.rows());
    requireAll(has, written.get(SplitPart.TRAIN), counted.train());
    requireAll(has, written.get(SplitPart.VALIDATION), counted.validation());
  }

  /**
   * Returns rows of all folds, each with its model.
   *
   * @param part {@code test} for the rows of the folds themselves
   * @param observed columns that are read for observers
   */
  List<ScoredPart> scored(TrainedFolds folds, SplitPart part, List<String> observed) {
    List<ScoredPart> parts = new ArrayList<>();
    for (int fold = 0; fold < folds.folds().size(); fold++) {
      TrainedFold trained = folds.folds().get(fold);
      AttemptPaths writer = new AttemptPaths(mine.run(), trained.attempt());
      List<String> names = trained.features().names();
      parts.add(
          new ScoredPart(
              part,
              fold,
              ScoringPass.inputs(read(writer, fold, part), names, observed),
              RowInput.columns(names),
              readBooster(trained, writer, fold)));
    }
    return parts;
  }

  private byte[] readBooster(TrainedFold trained, AttemptPaths writer, int fold) {
    return store
        .read(booster(writer, fold))
        .filter(bytes -> FileHashes.sha256(bytes).equals(trained.booster()))
        .orElseThrow(() -> changed("the booster of fold %d is not there".formatted(fold + 1)));
  }

  private Dataset<Row> read(AttemptPaths writer, int fold, SplitPart part) {
    return stageRows.read("%s/%s".formatted(folder(writer, fold), part.key()));
  }

  private static String folder(AttemptPaths writer, int fold) {
    return writer.work("folds/" + name(fold));
  }

  private static String booster(AttemptPaths writer, int fold) {
    return writer.work("boosters/%s.ubj".formatted(name(fold)));
  }

  private static String name(int fold) {
    return String.format(Locale.ROOT, "fold-%02d", fold);
  }
}
