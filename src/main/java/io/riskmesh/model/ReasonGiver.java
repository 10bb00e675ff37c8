package io.riskmesh.model;

import io.riskmesh.model.ReasonRanking.RaisedRisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Gives the reasons of a score: exact SHAP values of the trees, by declared feature. */
final class ReasonGiver {
  private final TreeContributions contributions;
  private final ReasonRanking ranking;
  private final List<ReasonTexts> texts;

  /**
   * What a reason says about a feature.
   *
   * @param code null without codes
   * @param column column whose value is shown; null for none
   */
  private record ReasonTexts(String feature, ReasonCode code, String column) {}

  private ReasonGiver(
      TreeContributions contributions, ReasonRanking ranking, List<ReasonTexts> texts) {
    this.contributions = contributions;
    this.ranking = ranking;
    this.texts = texts;
  }

  /**
   * Prepares the reasons of a model; a model that keeps no reference group gives none.
   *
   * @param rules null if nobody says how reasons are given
   */
  static ReasonGiver prepare(ModelParts model, TreeContributions contributions, ReasonRules rules) {
    ModelInfo info = model.info();
    if (rules == null || info.references() == null) {
      return new ReasonGiver(contributions, new ReasonRanking(List.of(), List.of()), List.of());
    }
    ReferenceGroups groups = info.references();
    boolean below = rules.belowThreshold() && groups.belowThreshold() != null;
    List<ReasonTexts> texts = new ArrayList<>();
    int input = 0;
    for (DeclaredFeature feature : info.declared()) {
      Set<String> columns = new TreeSet<>();
      for (int end = input + feature.inputs(); input < end; input++) {
        columns.addAll(model.spec().columns(input));
      }
      boolean isShown = columns.size() == 1 && columns.stream().noneMatch(rules.hidden()::contains);
      texts.add(
          new ReasonTexts(
              feature.name(),
              rules.codes().get(feature.name()),
              isShown ? columns.iterator().next() : null));
    }
    return new ReasonGiver(
        contributions,
        new ReasonRanking(
            info.declared().stream().map(DeclaredFeature::inputs).toList(),
            below ? groups.belowThreshold() : groups.train()),
        texts);
  }

  /**
   * Returns the reasons of a record.
   *
   * @param inputs inputs of rows
   * @param at index of the record's first input
   * @param top most reasons
   */
  List<ScoreReason> give(float[] inputs, int at, Map<String, ?> record, int top) {
    if (texts.isEmpty()) {
      return List.of();
    }
    double[] found = new double[contributions.width()];
    contributions.explain(inputs, at, found, contributions.workspace());
    return ranking.rank(found, top).stream().map(risk -> reason(risk, record)).toList();
  }

  private ScoreReason reason(RaisedRisk risk, Map<String, ?> record) {
    ReasonTexts about = texts.get(risk.feature());
    return new ScoreReason(
        about.feature(),
        about.code() == null ? null : about.code().code(),
        about.code() == null ? null : about.code().text(),
        about.column() == null ? null : CanonicalValues.text(record.get(about.column())),
        risk.raised());
  }
}
