package io.riskmesh.pipeline;

import io.riskmesh.store.RunPaths;
import java.util.List;

/**
 * What a scoring service must know of a model beside its trees and features.
 *
 * @param split identity of the split, for a comparison on the same test rows
 * @param threshold decision threshold on the probability of default
 * @param inputs names of the booster's inputs, in order
 */
record ModelInfo(
    String job,
    String runId,
    String asOf,
    String objective,
    int rounds,
    double threshold,
    String features,
    String split,
    List<String> inputs) {

  static ModelInfo of(RunPaths paths, RunRecord record, Story story) {
    return new ModelInfo(
        paths.job(),
        paths.runId(),
        record.asOf(),
        story.training().params().get("objective"),
        story.training().bestIteration() + 1,
        story.evaluation().decision().threshold(),
        story.features().digest(),
        story.split().parts().get(io.riskmesh.config.Part.TEST).membership(),
        story.features().names());
  }
}
