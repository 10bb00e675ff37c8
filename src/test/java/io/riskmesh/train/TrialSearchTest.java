package io.riskmesh.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.SparkTest;
import io.riskmesh.config.TrainingConfig.Engine;
import io.riskmesh.train.FoldPlan.FoldModel;
import io.riskmesh.train.TrialResult.TrialEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SparkTest.class)
class TrialSearchTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final SparkSession spark = SparkTest.session();

  /** Depths one after the other; a trial that is worse than the first at its rung ends there. */
  private static final class Depths implements TrialProposals {
    private static final long serialVersionUID = 1L;

    private final int trials;

    Depths(int trials) {
      this.trials = trials;
    }

    @Override
    public Optional<Map<String, String>> next(List<TrialResult> earlier) {
      return earlier.size() == trials
          ? Optional.empty()
          : Optional.of(Map.of("max_depth", Integer.toString(earlier.size() + 1)));
    }

    @Override
    public List<Integer> rungs(int firstRounds, Map<String, String> params) {
      return List.of(3);
    }

    @Override
    public boolean goesOn(List<TrialResult> earlier, List<Double> scores) {
      return scores.get(0) < earlier.get(0).rungs().get(0);
    }
  }

  private static final class Journal implements TrialJournal {
    private final List<TrialResult> trials;

    Journal(List<TrialResult> trials) {
      this.trials = new ArrayList<>(trials);
    }

    @Override
    public synchronized List<TrialResult> trials() {
      return List.copyOf(trials);
    }

    @Override
    public synchronized void keep(TrialResult trial) {
      if (trial.number() == trials.size()) {
        trials.add(trial);
      }
    }
  }

  private List<TrialResult> search(int workers, int trials, Journal journal) {
    return search(Credits.plan(workers, 30, 4), trials, HOUR, journal);
  }

  private List<TrialResult> search(
      TrainingPlan plan, int trials, Duration budget, Journal journal) {
    return TrialSearch.run(Credits.data(spark), plan, new Depths(trials), budget, journal);
  }

  /** Without the wall time. */
  private static List<TrialResult> timeless(List<TrialResult> trials) {
    return trials.stream()
        .map(
            t ->
                new TrialResult(
                    t.number(),
                    t.params(),
                    t.rungs(),
                    t.score(),
                    t.bestRound(),
                    t.rounds(),
                    t.end(),
                    0))
        .toList();
  }

  /** A trial's rounds and score are those of a training with its parameters. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aTrialIsATraining(int workers) {
    Journal journal = new Journal(List.of());
    List<TrialResult> trials = search(workers, 5, journal);

    assertThat(trials).hasSize(5).isEqualTo(journal.trials());
    for (TrialResult trial : trials) {
      Map<String, String> params =
          Map.of("eta", "0.3", "max_depth", trial.params().get("max_depth"));
      TrainSummary trained =
          Trainer.of(Engine.BARRIER)
              .train(Credits.data(spark), Credits.plan(workers, 30, 4, params), RoundListener.NONE)
              .summary();
      // Of the first trial, too, which is never cut.
      assertThat(trial.rungs()).hasSize(1);
      assertThat(trial.rungs().get(0))
          .isCloseTo(trained.history().get(2).validation(), within(1e-6));
      if (trial.isComplete()) {
        assertThat(trial.bestRound()).isEqualTo(trained.bestIteration());
        assertThat(trial.rounds()).isEqualTo(trained.history().size());
        assertThat(trial.score())
            .isCloseTo(trained.history().get(trial.bestRound()).validation(), within(1e-6));
      } else {
        assertThat(trial.rounds()).isEqualTo(3);
        assertThat(trial.score())
            .isEqualTo(trial.rungs().get(0))
            .isCloseTo(trained.history().get(2).validation(), within(1e-6));
      }
    }
    assertThat(trials).extracting(TrialResult::end).contains(TrialEnd.EARLY_STOPPING);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void goesOnFromTheTrialsOfTheJournal(int workers) {
    List<TrialResult> undisturbed = search(workers, 4, new Journal(List.of()));
    List<TrialResult> continued = search(workers, 4, new Journal(undisturbed.subList(0, 2)));

    assertThat(continued.subList(0, 2)).isEqualTo(undisturbed.subList(0, 2));
    assertThat(timeless(continued)).isEqualTo(timeless(undisturbed));
  }

  @Test
  void aSearchWithoutTimeEndsAfterTheTrialsThatItHas() {
    List<TrialResult> two = search(1, 2, new Journal(List.of()));
    Duration spent =
        Duration.ofNanos((long) (1e9 * two.stream().mapToDouble(TrialResult::seconds).sum()));

    assertThat(search(Credits.plan(2, 30, 4), 4, spent.minusMillis(1), new Journal(two)))
        .isEqualTo(two);
    assertThat(search(Credits.plan(1, 30, 4), 3, spent.plus(HOUR), new Journal(two))).hasSize(3);
  }

  @Test
  void withoutEarlyStoppingTheLastRoundCounts() {
    TrialResult trial =
        search(Credits.plan(1, 12, 0, Map.of("eta", "1")), 1, HOUR, new Journal(List.of())).get(0);

    assertThat(trial.end()).isEqualTo(TrialEnd.ROUNDS);
    assertThat(trial.rounds()).isEqualTo(12);
    assertThat(trial.bestRound()).isEqualTo(11);
  }

  @Test
  void foldsPartTheRowsAndFollowTheirHashes() {
    long[] hashes = Credits.rows(500, 7).stream().mapToLong(row -> row.getLong(0)).toArray();
    FoldPlan plan = new FoldPlan(5, 2, 42, List.of());

    for (int repeat = 0; repeat < 2; repeat++) {
      List<Integer> inside = new ArrayList<>();
      for (int fold = 0; fold < 5; fold++) {
        int[] in = plan.rows(hashes, repeat, fold, true);
        assertThat(in).hasSizeBetween(70, 130);
        assertThat(plan.rows(hashes, repeat, fold, false)).hasSize(500 - in.length);
        IntStream.of(in).forEach(inside::add);
      }
      assertThat(inside).doesNotHaveDuplicates().hasSize(500);
    }
    assertThat(plan.rows(hashes, 0, 0, true)).isNotEqualTo(plan.rows(hashes, 1, 0, true));
  }

  /** Each fold's score is that of a training on the other rows, evaluated on the fold. */
  @Test
  void aFoldIsScoredByAModelOfTheOthers() {
    List<Row> rows = Credits.rows(600, 3);
    TrainingData data = Credits.data(spark, rows.subList(0, 450), rows.subList(450, 600));
    Map<String, String> deep = Map.of("max_depth", "6");
    FoldPlan plan =
        new FoldPlan(3, 2, 42, List.of(new FoldModel(Map.of(), 5), new FoldModel(deep, 7)));
    List<FoldScore> scores = FoldScoring.run(data, Credits.plan(2, 30, 4), plan);

    assertThat(scores).hasSize(6);
    long[] hashes = rows.stream().mapToLong(row -> row.getLong(0)).toArray();
    List<Row> others = IntStream.of(plan.rows(hashes, 1, 2, false)).mapToObj(rows::get).toList();
    List<Row> fold = IntStream.of(plan.rows(hashes, 1, 2, true)).mapToObj(rows::get).toList();
    TrainSummary reference =
        Trainer.of(Engine.BARRIER)
            .train(
                Credits.data(spark, others, fold),
                Credits.plan(1, 7, 0, Map.of("max_depth", "6", "eta", "0.3")),
                RoundListener.NONE)
            .summary();
    FoldScore last = scores.get(5);
    assertThat(last.repeat()).isEqualTo(1);
    assertThat(last.fold()).isEqualTo(2);
    assertThat(last.scores()).hasSize(2);
    assertThat(last.scores().get(1))
        .isCloseTo(reference.history().get(6).validation(), within(1e-6));
    assertThat(FoldScoring.run(data, Credits.plan(1, 30, 4), plan)).isEqualTo(scores);
  }
}
