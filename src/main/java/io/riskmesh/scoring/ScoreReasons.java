package io.riskmesh.scoring;

import io.riskmesh.config.ReasonConfig;
import io.riskmesh.config.ReasonConfig.ReasonReference;
import io.riskmesh.explain.ReasonColumn;
import io.riskmesh.explain.ReasonColumn.FeatureReason;
import io.riskmesh.model.DeclaredFeature;
import io.riskmesh.model.ModelInfo;
import io.riskmesh.model.ReasonCode;
import io.riskmesh.model.ReferenceGroups;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How the reasons of a table's rows are computed.
 *
 * @param column computes them
 * @param values columns of the table whose values the reasons show, in the order in which the
 *     column expects them
 */
record ScoreReasons(ReasonColumn column, List<String> values) {

  /**
   * Returns the reasons that the job asks for.
   *
   * @param carried number of columns that are carried before the values
   * @throws RunException {@code USAGE} if the model has no such reference group, or a feature
   *     without a code
   */
  static ScoreReasons of(ReasonConfig config, ScoredModel model, ScoreInput input, int carried) {
    ModelInfo info = model.info();
    List<Double> reference = reference(config, info);
    List<FeatureReason> features = new ArrayList<>();
    List<String> values = new ArrayList<>();
    int at = 0;
    for (DeclaredFeature feature : info.declared()) {
      int end = at + feature.inputs();
      Set<String> columns =
          IntStream.range(at, end)
              .mapToObj(model.spec()::columns)
              .flatMap(Set::stream)
              .collect(Collectors.toSet());
      at = end;
      ReasonCode code = config.codes().get(feature.name());
      if (code == null && !config.codes().isEmpty()) {
        throw new RunException(
            Outcome.USAGE,
            "run %s has the feature %s, for which score.reasons.codes has no code"
                .formatted(info.runId(), feature.name()));
      }
      boolean isShown =
          columns.size() == 1 && columns.stream().noneMatch(input.job().privacy()::hides);
      features.add(
          new FeatureReason(
              feature.name(),
              feature.inputs(),
              reference.get(features.size()),
              code == null ? null : code.code(),
              code == null ? null : code.text(),
              isShown ? carried + values.size() : -1));
      if (isShown) {
        values.addAll(columns);
      }
    }
    return new ScoreReasons(new ReasonColumn(features, config.top()), List.copyOf(values));
  }

  private static List<Double> reference(ReasonConfig config, ModelInfo info) {
    ReferenceGroups groups = info.references();
    if (groups == null) {
      throw new RunException(
          Outcome.USAGE,
          "run %s keeps no reference group for score.reasons: an earlier release trained it; train again"
              .formatted(info.runId()));
    }
    if (config.reference() == ReasonReference.TRAIN) {
      return groups.train();
    }
    if (groups.belowThreshold() == null) {
      throw new RunException(
          Outcome.USAGE,
          "run %s refuses every train row, so there is nobody below its threshold to compare with; set score.reasons.reference: train"
              .formatted(info.runId()));
    }
    return groups.belowThreshold();
  }
}
