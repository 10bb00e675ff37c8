package io.riskmesh.pipeline;

import io.riskmesh.config.JobConfig;
import io.riskmesh.evaluate.ChampionComparison;
import io.riskmesh.evaluate.PairedComparison;
import io.riskmesh.evaluate.PairedRow;
import io.riskmesh.evaluate.PairedScores;
import io.riskmesh.evaluate.ReferenceResult;
import io.riskmesh.evaluate.ReferenceScorer;
import io.riskmesh.evaluate.ReferenceScores;
import io.riskmesh.model.SourceInput;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.runs.ReferenceModel;
import io.riskmesh.scoring.ScoredModel;
import io.riskmesh.session.RunStage;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.StageJournal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Lets champion and anchor score the test rows beside the new model, and compares the scores. */
final class ReferenceComparison {
  /** File in which the evaluation leaves the comparison. */
  static final String FILE = "champion.json";

  /**
   * One of the two models.
   *
   * @param index position among the models that score; -1 if it does not
   * @param unseen the rows that it scores; null if it does not
   * @param problem why it does not score; null if it does
   */
  private record ScoredReference(
      ReferenceInputs.LoadedModel loaded, int index, UnseenRows unseen, String problem) {}

  private final JobConfig job;
  private final SplitSummary split;
  private final Dataset<Row> test;
  private final ReferenceInputs inputs;
  private final List<ReferenceScorer> references = new ArrayList<>();
  private final Set<String> columns = new LinkedHashSet<>();
  private ScoredReference champion;
  private ScoredReference anchor;
  private ReferenceScores scores = ReferenceScores.NONE;

  private ReferenceComparison(
      JobConfig job, SplitSummary split, Dataset<Row> test, ReferenceInputs inputs) {
    this.job = job;
    this.split = split;
    this.test = test;
    this.inputs = inputs;
  }

  /**
   * Prepares the scoring; does nothing if the job compares with no model.
   *
   * @param test the test part with its source columns
   * @param rows number of test rows
   */
  static ReferenceComparison prepare(
      JobConfig job, SplitSummary split, Dataset<Row> test, long rows, ReferenceInputs inputs) {
    ReferenceComparison comparison = new ReferenceComparison(job, split, test, inputs);
    if (inputs.references().isPresent()) {
      comparison.champion = comparison.oppose(inputs.champion());
      boolean isOne = inputs.anchor().model().equals(inputs.champion().model());
      comparison.anchor =
          isOne && comparison.champion.unseen() != null
              ? new ScoredReference(
                  inputs.anchor(), comparison.champion.index(), comparison.champion.unseen(), null)
              : comparison.oppose(inputs.anchor());
    }
    if (!comparison.references.isEmpty()) {
      comparison.scores = ReferenceScores.of(test.sparkSession(), comparison.references, rows);
    }
    return comparison;
  }

  /** Returns other columns of the test rows, and those that the models read. */
  List<String> columns(List<String> others) {
    return Stream.concat(others.stream(), columns.stream()).distinct().toList();
  }

  /** Returns what scores the test rows. */
  ReferenceScores scores() {
    return scores;
  }

  private ScoredReference oppose(ReferenceInputs.LoadedModel loaded) {
    if (loaded.model().isEmpty()) {
      return new ScoredReference(loaded, -1, null, loaded.problem());
    }
    ScoredModel model = loaded.model().get();
    Optional<UnseenRows> unseen = UnseenRows.of(split, job.source().eventTime(), model.manifest());
    if (unseen.isEmpty()) {
      return new ScoredReference(loaded, -1, null, UnseenRows.obstacle(split, model.manifest()));
    }
    try {
      references.add(
          ReferenceScorer.load(
              model.input(test, StagedColumns.RAW), model.booster(), unseen.get().after()));
    } catch (RunException e) {
      if (e.outcome() == Outcome.SOURCE_UNAVAILABLE) {
        throw e;
      }
      return new ScoredReference(
          loaded,
          -1,
          null,
          "run %s cannot score the test rows: %s"
              .formatted(loaded.named().runId(), e.getMessage().replaceFirst("\\.$", "")));
    }
    model.spec().inputs().forEach(this::addColumns);
    if (unseen.get().after() != null) {
      columns.add(StagedColumns.TIME);
    }
    return new ScoredReference(loaded, references.size() - 1, unseen.get(), null);
  }

  private void addColumns(SourceInput input) {
    for (String name :
        List.of(StagedColumns.raw(input.column()), StagedColumns.text(input.column()))) {
      if (StagedColumns.has(test.schema(), name)) {
        columns.add(name);
      }
    }
  }

  /**
   * Compares the models once the test rows are scored; empty if the job compares with none.
   *
   * @param threshold decision threshold of the new model
   */
  Optional<ChampionComparison> compare(double threshold) {
    if (inputs.references().isEmpty()) {
      return Optional.empty();
    }
    List<PairedRow> rows = references.isEmpty() ? List.of() : scores.rows();
    ReferenceResult first = compare(champion, rows, threshold);
    boolean isOne = anchor.index() >= 0 && anchor.index() == champion.index();
    return Optional.of(
        new ChampionComparison(
            inputs.references().get().against(),
            first,
            isOne
                ? result(anchor, first.comparison(), first.notJudged())
                : compare(anchor, rows, threshold)));
  }

  /** Reads the comparison that the evaluation has left; there must be one. */
  static ChampionComparison read(StageJournal journal) {
    return JsonText.read(journal.readFile(RunStage.EVALUATE.key(), FILE), ChampionComparison.class);
  }

  private ReferenceResult compare(
      ScoredReference reference, List<PairedRow> rows, double threshold) {
    if (reference.problem() != null) {
      return result(reference, null, reference.problem());
    }
    PairedScores pairs = PairedScores.of(rows, reference.index());
    Optional<String> obstacle = pairs.findObstacle();
    if (obstacle.isPresent()) {
      return result(
          reference, null, "%s (%s)".formatted(obstacle.get(), reference.unseen().words()));
    }
    double other = reference.loaded().model().orElseThrow().info().threshold();
    return result(
        reference, PairedComparison.of(pairs, threshold, other, job.training().seed()), null);
  }

  private ReferenceResult result(
      ScoredReference reference, PairedComparison comparison, String notJudged) {
    ReferenceModel named = reference.loaded().named();
    boolean isJudged = comparison != null;
    return new ReferenceResult(
        named.runId(),
        named.model(),
        named.chosen(),
        isJudged ? reference.unseen().words() : null,
        isJudged ? scores.share() : null,
        comparison,
        notJudged);
  }
}
