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
 * How far a run has progressed.
 *
 * @param evaluation present from {@link RunStage#EVALUATE} on
 * @param verdict present from {@link RunStage#GATE} on
 * @param published present after {@link RunStage#PUBLISH}
 * @param registration the model's package, if the environment has a registry
 * @param unregistered why registration failed; the run is published nevertheless
 */
public record RunResult(
    Optional<Evaluation> evaluation,
    Optional<Verdict> verdict,
    Optional<Published> published,
    Optional<RegistrationRecord> registration,
    Optional<RunException> unregistered) {

  /**
   * A published run.
   *
   * @param report URI of the report
   * @param earlier software versions of the build that trained it, if this command trained nothing;
   *     null otherwise
   * @param latest result of the offer as the latest run
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
