package io.riskmesh.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.config.TuneConfig;
import io.riskmesh.config.TuneRange;
import io.riskmesh.config.TuneRange.RangeScale;
import io.riskmesh.train.BoosterParams;
import io.riskmesh.train.TrialResult;
import io.riskmesh.train.TrialResult.TrialEnd;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchProposalsTest {
  private static final Map<String, String> OWN =
      BoosterParams.effective(Map.of("eta", "0.1", "max_depth", "4"));

  private static SearchProposals proposals(Map<String, TuneRange> ranges, int trials, long seed) {
    return new SearchProposals(
        SearchSpace.of(new TuneConfig(trials, 1, ranges)),
        new HalvingRungs(200, false),
        OWN,
        trials,
        seed);
  }

  /** Runs a search of a function whose trials all come to their end. */
  private static List<TrialResult> run(
      SearchProposals proposals, ToDoubleFunction<Map<String, String>> loss) {
    List<TrialResult> trials = new ArrayList<>();
    Optional<Map<String, String>> next = proposals.next(trials);
    while (next.isPresent()) {
      trials.add(trial(trials.size(), next.get(), 0));
      double score = loss.applyAsDouble(proposals.valuesOf(trials.get(trials.size() - 1)));
      trials.set(trials.size() - 1, trial(trials.size() - 1, next.get(), score));
      next = proposals.next(trials);
    }
    return trials;
  }

  private static TrialResult trial(int number, Map<String, String> params, double score) {
    return new TrialResult(number, params, List.of(), score, 9, 10, TrialEnd.ROUNDS, 0.1);
  }

  private static double value(Map<String, String> params, String name) {
    return Double.parseDouble(params.get(name));
  }

  @Test
  void theFirstTrialIsTheJobsOwn() {
    SearchProposals proposals = proposals(Map.of(), 40, 42);
    List<TrialResult> trials = run(proposals, params -> value(params, "eta"));

    assertThat(trials).hasSize(40);
    assertThat(trials.get(0).params()).isEmpty();
    assertThat(proposals.valuesOf(trials.get(0)))
        .containsEntry("eta", "0.1")
        .containsEntry("max_depth", "4")
        .containsEntry("lambda", "1")
        .hasSize(7);
    assertThat(proposals.origin(0)).isEqualTo("job");
    assertThat(proposals.origin(13)).isEqualTo("sobol");
    assertThat(proposals.origin(14)).isEqualTo("model");
    assertThat(proposals.origin(17)).isEqualTo("sobol");
  }

  @Test
  void sameSeedSameTrials() {
    ToDoubleFunction<Map<String, String>> loss =
        params -> Math.pow(value(params, "eta") - 0.07, 2) + value(params, "gamma");
    List<TrialResult> first = run(proposals(Map.of(), 30, 42), loss);

    assertThat(run(proposals(Map.of(), 30, 42), loss)).isEqualTo(first);
    assertThat(run(proposals(Map.of(), 30, 43), loss)).isNotEqualTo(first);
  }

  /** For most seeds, a search finds a better minimum than as many points of the sequence have. */
  @Test
  void theModelFindsBetterPointsThanSobolAlone() {
    ToDoubleFunction<Map<String, String>> loss =
        params ->
            Math.pow(Math.log(value(params, "eta") / 0.05), 2)
                + Math.pow(value(params, "subsample") - 0.9, 2) * 10
                + Math.pow(value(params, "colsample_bytree") - 0.5, 2) * 10
                + Math.abs(value(params, "max_depth") - 3);
    int wins = 0;
    SearchSpace space = SearchSpace.of(TuneConfig.STANDARD);
    for (int seed = 0; seed < 40; seed++) {
      double modelled = best(run(proposals(Map.of(), 60, seed), loss));
      SobolPoints points = new SobolPoints(space.dimensions().size(), seed);
      double sobol =
          IntStream.range(0, 60)
              .mapToDouble(i -> loss.applyAsDouble(space.valuesAt(points.point(i))))
              .min()
              .orElseThrow();
      wins += modelled < sobol ? 1 : 0;
    }
    assertThat(wins).isGreaterThanOrEqualTo(35);
  }

  private static double best(List<TrialResult> trials) {
    return trials.stream().mapToDouble(TrialResult::score).min().orElseThrow();
  }

  @Test
  void noParametersAreTriedTwiceAndASmallSpaceEnds() {
    SearchProposals proposals =
        proposals(Map.of("max_depth", new TuneRange(2, 5, RangeScale.LINEAR)), 40, 42);
    List<TrialResult> trials = run(proposals, params -> value(params, "max_depth"));
    Set<Map<String, String>> distinct = new HashSet<>();
    trials.forEach(trial -> distinct.add(proposals.valuesOf(trial)));

    assertThat(distinct).hasSameSizeAs(trials).hasSize(4);
  }

  @Test
  void aParameterThatTheJobLeavesToTheLibraryCanBeSearched() {
    SearchProposals proposals =
        proposals(Map.of("base_score", new TuneRange(0.1, 0.9, RangeScale.LINEAR)), 20, 42);
    List<TrialResult> trials = run(proposals, params -> params.size());

    assertThat(trials).hasSize(20);
    assertThat(proposals.valuesOf(trials.get(0))).isEmpty();
  }

  @Test
  void rungsFollowTheLearningRate() {
    SearchProposals proposals =
        proposals(Map.of("eta", new TuneRange(0.025, 0.4, RangeScale.LOG)), 40, 42);
    assertThat(proposals.rungs(200, Map.of())).containsExactly(8, 23, 67);
    assertThat(proposals.rungs(200, Map.of("eta", "0.05"))).containsExactly(15, 45, 134);
    assertThat(proposals.rungs(80, Map.of("eta", "0.2"))).containsExactly(2, 5, 14);
    assertThat(
            proposals(Map.of("gamma", new TuneRange(0, 1, RangeScale.LINEAR)), 40, 42)
                .rungs(200, Map.of()))
        .containsExactly(8, 23, 67);
  }
}
