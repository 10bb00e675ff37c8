package io.riskmesh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.riskmesh.config.ChampionGate;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.evaluate.ChampionComparison;
import io.riskmesh.evaluate.PairedComparison;
import io.riskmesh.evaluate.PairedModels;
import io.riskmesh.evaluate.ReferenceResult;
import io.riskmesh.gate.ChampionJudge;
import io.riskmesh.gate.Verdict;
import io.riskmesh.gate.Verdict.Judgement;
import io.riskmesh.runs.LatestRun;
import io.riskmesh.runs.ReferenceModel;
import io.riskmesh.runs.ReferenceModels;
import io.riskmesh.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Slow decay: thirty nights on one population, each model worse than the last by 0.003 AUC. Choice
 * of the models, publication, comparison and gate are the real ones; only the scores are made up.
 */
class ThirtyNightsTest {
  private static final int NIGHTS = 30;
  private static final int TEST_ROWS = 10_000;
  private static final double BEST = 0.80;
  private static final double STEP = 0.003;
  private static final double MARGIN = 0.01;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;

  private final EffectiveConfig settings =
      EffectiveConfig.load(
          Optional.empty(),
          Optional.of("conf/env/local.yaml"),
          List.of("gates.champion={against: latest, auc: {notWorseBy: %s}}".formatted(MARGIN)));
  private final ChampionGate gate = settings.job().champion().orElseThrow();

  @Test
  void aModelIsRefusedBeforeTheLossPassesTwiceTheMargin() {
    Store store = Store.openAt(folder.toString(), Map.of());
    List<Integer> refused = new ArrayList<>();
    for (int night = 0; night < NIGHTS; night++) {
      ReferenceModels references = ReferenceChoice.find(store, settings);
      Verdict verdict = judge(references, night);
      Instant asOf = START.plus(night, ChronoUnit.DAYS);
      ReferenceRuns.publish(store, name(night), asOf.toString(), verdict.accepted());
      if (!verdict.accepted()) {
        refused.add(night);
      }
      if (refused.size() == 1 && refused.get(0) == night) {
        // The champion alone would have let it pass: it is hardly better.
        assertThat(verdict.judgements())
            .extracting(Judgement::metric, Judgement::passed)
            .containsExactly(tuple("champion.auc", true), tuple("anchor.auc", false));
      }
    }

    int first = refused.get(0);
    assertThat(first * STEP).as("the true loss that is refused").isBetween(MARGIN, 2 * MARGIN);
    assertThat(refused).as("and every one after it").hasSize(NIGHTS - first);
    assertThat(LatestRun.read(store, ReferenceRuns.JOB).orElseThrow().runId())
        .isEqualTo(name(first - 1));
  }

  private static String name(int night) {
    return "night-%02d".formatted(night);
  }

  private Verdict judge(ReferenceModels references, int night) {
    boolean[] defaults = PairedModels.defaults(TEST_ROWS, 0.2, night);
    ChampionComparison comparison =
        new ChampionComparison(
            references.against(),
            compare(references.champion(), night, defaults),
            compare(references.anchor(), night, defaults));
    return ChampionJudge.judge(new Verdict(true, List.of()), comparison, gate);
  }

  private static ReferenceResult compare(ReferenceModel reference, int night, boolean[] defaults) {
    if (reference.runId() == null) {
      return new ReferenceResult(null, null, null, null, null, null, reference.missing());
    }
    int other = Integer.parseInt(reference.runId().substring("night-".length()));
    PairedComparison compared =
        PairedComparison.of(
            PairedModels.pairs(defaults, scores(night, defaults), scores(other, defaults)),
            0.2,
            0.2,
            42);
    return new ReferenceResult(
        reference.runId(), reference.model(), reference.chosen(), "all", 1.0, compared, null);
  }

  /** Returns the scores of the model of a night, with an AUC of 0.80 - 0.003 night. */
  private static float[] scores(int night, boolean[] defaults) {
    NormalDistribution normal = new NormalDistribution();
    double best = normal.inverseCumulativeProbability(BEST);
    double wanted = normal.inverseCumulativeProbability(BEST - STEP * night);
    double noise = Math.sqrt(Math.max(0, best * best / wanted / wanted - 1));
    return PairedModels.scores(defaults, best * Math.sqrt(2), noise, 1_000 + night);
  }
}
