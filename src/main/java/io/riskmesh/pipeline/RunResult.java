package io.riskmesh.pipeline;

import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.gate.Verdict;
import io.riskmesh.registry.RegistrationRecord;
import io.riskmesh.runs.LatestRun;
import io.riskmesh.session.RunStage;
import io.riskmesh.store.RunException;
import java.util.Map;
import java.util.Optional;

/**
 * How far a run has come.
 *
 * @param evaluation present from {@link RunStage#EVALUATE} on
 * @param verdict present from {@link RunStage#GATE} on
 * @param published present after {@link RunStage#PUBLISH}
 * @param registration the model's package, where the environment has a registry
 * @param unregistered why there is none though there should be: the run is published all the same
 */
public record RunResult(
    Optional<Evaluation> evaluation,
    Optional<Verdict> verdict,
    Optional<Published> published,
    Optional<RegistrationRecord> registration,
    Optional<RunException> unregistered) {

  /**
   * A run that readers see.
   *
   * @param report URI of the report
   * @param earlier the software of the build that trained it, where this command trained nothing;
   *     null otherwise
   * @param latest what became of the place in production
   */
  public record Published(String report, Map<String, String> earlier, LatestRun.Offer latest) {}

  static final RunResult NONE =
      new RunResult(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  static RunResult judged(Evaluation evaluation, Verdict verdict) {
    return new RunResult(
        Optional.of(evaluation),
        Optional.of(verdict),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  RunResult with(RegistrationRecord registered) {
    return new RunResult(evaluation, verdict, published, Optional.of(registered), Optional.empty());
  }

  RunResult without(RunException why) {
    return new RunResult(evaluation, verdict, published, Optional.empty(), Optional.of(why));
  }
}
