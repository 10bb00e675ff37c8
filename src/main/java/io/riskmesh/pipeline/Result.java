package io.riskmesh.pipeline;

import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.gate.Verdict;
import io.riskmesh.registry.Registration;
import io.riskmesh.store.Latest;
import io.riskmesh.store.RunException;
import java.util.Map;
import java.util.Optional;

/**
 * How far a run has come.
 *
 * @param evaluation present from {@link Stage#EVALUATE} on
 * @param verdict present from {@link Stage#GATE} on
 * @param published present after {@link Stage#PUBLISH}
 * @param registration the model's package, where the environment has a registry
 * @param unregistered why there is none though there should be: the run is published all the same
 */
public record Result(
    Optional<Evaluation> evaluation,
    Optional<Verdict> verdict,
    Optional<Published> published,
    Optional<Registration> registration,
    Optional<RunException> unregistered) {

  /**
   * A run that readers see.
   *
   * @param report URI of the report
   * @param earlier the software of the build that trained it, where this command trained nothing;
   *     null otherwise
   * @param latest what became of the place in production
   */
  public record Published(String report, Map<String, String> earlier, Latest.Offer latest) {}

  static final Result NONE =
      new Result(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  static Result judged(Evaluation evaluation, Verdict verdict) {
    return new Result(
        Optional.of(evaluation),
        Optional.of(verdict),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  Result with(Registration registered) {
    return new Result(evaluation, verdict, published, Optional.of(registered), Optional.empty());
  }

  Result without(RunException why) {
    return new Result(evaluation, verdict, published, Optional.empty(), Optional.of(why));
  }
}
