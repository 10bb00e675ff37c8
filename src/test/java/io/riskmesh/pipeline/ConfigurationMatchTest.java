package io.riskmesh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigurationMatchTest {
  private static final RunPaths PATHS = new RunPaths("credit-risk", "night-1");
  private static final EffectiveConfig BEGUN = settings();

  private static EffectiveConfig settings(String... set) {
    return EffectiveConfig.load(Optional.empty(), Optional.of("conf/env/local.yaml"), List.of(set));
  }

  private static void match(EffectiveConfig now, String digest, String job) {
    ConfigurationMatch.requireSame(PATHS, "started", now, digest, job);
  }

  @Test
  void theSameConfigurationMatchesByItsDigest() {
    assertThatCode(() -> match(settings(), BEGUN.digest(), BEGUN.jobYaml()))
        .doesNotThrowAnyException();
    assertThatCode(() -> match(settings(), BEGUN.digest(), null)).doesNotThrowAnyException();
  }

  @Test
  void settingsThatTrainNothingMayDiffer() {
    EffectiveConfig other = settings("drift.psi=0.9", "score.bands=[{name: all}]");

    assertThat(other.jobYaml()).isNotEqualTo(BEGUN.jobYaml());
    assertThatCode(() -> match(other, BEGUN.digest(), BEGUN.jobYaml())).doesNotThrowAnyException();
  }

  /** Its digest lacks the default that a later release has added, and so does its text. */
  @Test
  void aDefaultThatCameSinceIsNoDifference() {
    String earlier = BEGUN.jobYaml().replaceFirst("(?m)^ +calendar:.*\\n", "");

    assertThat(earlier).isNotEqualTo(BEGUN.jobYaml());
    assertThatCode(() -> match(settings(), "another digest", earlier)).doesNotThrowAnyException();
  }

  @Test
  void whatDiffersIsNamed() {
    EffectiveConfig other = settings("training.rounds=5", "quality.minRows=7");

    assertThatThrownBy(() -> match(other, BEGUN.digest(), BEGUN.jobYaml()))
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.USAGE))
        .hasMessage(
            "run night-1 was started with another configuration; different keys: quality.minRows, training.rounds. Use that configuration, or a new run id.");
  }

  @Test
  void withoutTheOtherTextOnlyTheFactIsKnown() {
    assertThatThrownBy(() -> match(settings("training.rounds=5"), BEGUN.digest(), null))
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.USAGE))
        .hasMessage(
            "run night-1 was started with another configuration. Use that configuration, or a new run id.");
  }
}
