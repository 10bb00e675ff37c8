package io.riskmesh.pipeline;

import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.gate.Verdict;
import io.riskmesh.registry.Registration;
import io.riskmesh.store.RunException;
import java.util.Optional;

/**
 * How far a run has come.
 *
 * @param evaluation present from {@link Stage#EVALUATE} on
 * @param verdict present from {@link Stage#GATE} on
 * @param report URI of the published report; present after {@link Stage#PUBLISH}
 * @param registration the model's package, where the environment has a registry
 * @param unregistered why there is none though there should be: the run is published all the same
 */
public record Result(
    Optional<Evaluation> evaluation,
    Optional<Verdict> verdict,
    Optional<String> report,
    Optional<Registration> registration,
    Optional<RunException> unregistered) {
  static final Result NONE = of(Optional.empty(), Optional.empty(), Optional.empty());

  static Result of(
      Optional<Evaluation> evaluation, Optional<Verdict> verdict, Optional<String> report) {
    return new Result(evaluation, verdict, report, Optional.empty(), Optional.empty());
  }

  Result with(Registration registered) {
    return new Result(evaluation, verdict, report, Optional.of(registered), Optional.empty());
  }

  Result without(RunException why) {
    return new Result(evaluation, verdict, report, Optional.empty(), Optional.of(why));
  }
}
