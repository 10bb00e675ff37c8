package io.riskmesh.document;

import java.util.List;

/** The chapters that the model risk guidance of the United States' bank supervisors asks for. */
final class ModelRiskChapters {
  private ModelRiskChapters() {}

  static List<DocumentChapter> all() {
    return List.of(
        new DocumentChapter(
            "1. Purpose and scope",
            List.of(new AboutSection("purpose", "population"), ManifestSections::run),
            List.of("the decisions that the model supports, and its materiality")),
        new DocumentChapter(
            "2. Data",
            List.of(ManifestSections::source, BaselineSection.WHOLE, ManifestSections::split),
            List.of(
                "why the data represent the borrowers that the model will score",
                "known defects of the data, and what was done about them")),
        new DocumentChapter(
            "3. Methodology",
            List.of(
                new JobSection(
                    "Choices of the job", "label", "quality", "privacy", "training", "evaluation"),
                ManifestSections::features,
                ManifestSections::training,
                PointSection::write,
                EvaluationSections.CALIBRATED),
            List.of("why this method was chosen, and which alternatives were compared")),
        new DocumentChapter(
            "4. Assumptions and limits",
            List.of(new AboutSection("limits")),
            List.of("the assumptions of the model, and when they no longer hold")),
        new DocumentChapter(
            "5. Outcome analysis",
            List.of(
                EvaluationSections.MEASURED,
                EvaluationSections.CALIBRATION,
                EvaluationSections.GRADED,
                SubgroupSections.SEGMENTED,
                SubgroupSections.TIMED,
                ChampionSection.WHOLE,
                EvaluationSections.DECIDED,
                EvaluationSections.CUTOFFS,
                ManifestSections::gates),
            List.of("a judgement on these results by someone who did not develop the model")),
        new DocumentChapter(
            "6. Sensitivity and explainability",
            List.of(ExplanationSection.WHOLE, SubgroupSections.GROUPED, SubgroupSections.PROXIED),
            List.of(
                "whether the effects agree with experience, and stress tests of the model",
                "a judgement on fair lending")),
        new DocumentChapter(
            "7. Ongoing monitoring",
            List.of(new JobSection("When `riskmesh drift` asks for a new training", "drift")),
            List.of("the monitoring plan: who looks at what, how often, and what follows")),
        new DocumentChapter(
            "8. Governance",
            List.of(new AboutSection("owner", "reviewBy"), ManifestSections::lineage),
            List.of(
                "the model's entry in the inventory, and its risk tier",
                "approvals and the effective challenge, with names and dates")));
  }
}
