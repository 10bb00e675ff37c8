package io.riskmesh.document;

import java.util.List;

/** What drives the scores. */
final class ExplanationSection implements FileSection {
  static final DocumentSection WHOLE =
      MarkdownPage.ofFile(
          "evaluation/explanation.json", "What drives the score", new ExplanationSection());

  private ExplanationSection() {}

  @Override
  public void write(FileNode file, MarkdownPage page) {
    page.sentence(
        "Impact is the mean absolute SHAP value in log odds; direction runs from less to more risk.");
    page.facts(file, "rows", "testRows", "mean");
    List<FileNode> features = file.at("features").items();
    page.items(features, "feature", "used", "impact", "low", "high", "direction");
    page.sentence("Correlation of each feature's SHAP values with observed defaults:");
    page.table(
        List.of("feature", "correlation", "low", "high"),
        features.stream()
            .map(
                feature ->
                    new MarkdownPage.TableRow(
                        List.of(
                            feature.at("feature").shown(),
                            feature.at("agreement").at("correlation").shown(),
                            feature.at("agreement").at("low").shown(),
                            feature.at("agreement").at("high").shown()),
                        feature))
            .toList());
    features.stream()
        .filter(feature -> feature.at("agreement").at("high").json().asDouble(0) < 0)
        .forEach(
            feature ->
                page.owe(
                    "a judgement on feature `%s`, which pushes scores against the observed defaults"
                        .formatted(feature.at("feature").shown())));
  }
}
