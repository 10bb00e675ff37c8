package io.riskmesh.pipeline;

import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.gate.Verdict;
import java.util.Optional;

/**
 * How far a run has come.
 *
 * @param evaluation present from {@link Stage#EVALUATE} on
 * @param verdict present from {@link Stage#GATE} on
 * @param report URI of the published report; present after {@link Stage#PUBLISH}
 */
public record Result(
    Optional<Evaluation> evaluation, Optional<Verdict> verdict, Optional<String> report) {
  static final Result NONE = new Result(Optional.empty(), Optional.empty(), Optional.empty());
}
