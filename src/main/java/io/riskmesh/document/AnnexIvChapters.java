package io.riskmesh.document;

import java.util.List;

/** The chapters of Annex IV of the EU AI Act, numbered as its points are. */
final class AnnexIvChapters {
  private AnnexIvChapters() {}

  static List<DocumentChapter> all() {
    return List.of(
        new DocumentChapter(
            "1. General description of the AI system",
            List.of(new AboutSection("purpose", "population", "owner"), ManifestSections::run),
            List.of(
                "the provider, and the version under which the system is placed on the market",
                "how the system works together with hardware and software that are not part of it",
                "the user interface and the instructions for use for the deployer (Article 13)")),
        new DocumentChapter(
            "2. Elements of the AI system and process of its development",
            List.of(
                ManifestSections::source,
                BaselineSection.WHOLE,
                new JobSection(
                    "Design choices of the job",
                    "label",
                    "quality",
                    "privacy",
                    "training",
                    "evaluation"),
                ManifestSections::features,
                ManifestSections::split,
                ManifestSections::training,
                PointSection::write,
                EvaluationSections.CALIBRATED),
            List.of(
                "why the design choices were made, and which alternatives were rejected",
                "how the data were obtained and labelled, and on which legal ground they are used",
                "an examination of the data for possible biases (Article 10)",
                "the cybersecurity measures (Article 15)",
                "test reports, dated and signed by the persons responsible")),
        new DocumentChapter(
            "3. Monitoring, functioning and control",
            List.of(
                new AboutSection("limits"),
                EvaluationSections.DECIDED,
                EvaluationSections.CUTOFFS,
                ExplanationSection.WHOLE,
                SubgroupSections.GROUPED,
                SubgroupSections.PROXIED),
            List.of(
                "degrees of accuracy for specific persons or groups, unless a table above has them",
                "foreseeable unintended outcomes, and sources of risks to health, safety, fundamental"
                    + " rights and against discrimination",
                "the human oversight measures (Article 14): who may overrule a decision, and how",
                "specifications of the data that the deployer supplies")),
        new DocumentChapter(
            "4. Appropriateness of the performance metrics",
            List.of(
                EvaluationSections.MEASURED,
                EvaluationSections.CALIBRATION,
                EvaluationSections.GRADED,
                SubgroupSections.SEGMENTED,
                SubgroupSections.TIMED,
                ManifestSections::gates),
            List.of("why these metrics suit the purpose of the system")),
        new DocumentChapter(
            "5. Risk management system",
            List.of(),
            List.of("the risk management system (Article 9)")),
        new DocumentChapter(
            "6. Changes through the lifecycle",
            List.of(ManifestSections::lineage, ChampionSection.WHOLE),
            List.of(
                "what changed since the version before, and why; `riskmesh runs compare` lists"
                    + " settings and metrics of two runs")),
        new DocumentChapter(
            "7. Standards applied",
            List.of(),
            List.of(
                "the harmonised standards that were applied, or the solutions adopted instead")),
        new DocumentChapter(
            "8. EU declaration of conformity",
            List.of(),
            List.of("a copy of the EU declaration of conformity (Article 47)")),
        new DocumentChapter(
            "9. Post-market monitoring",
            List.of(
                new AboutSection("reviewBy"),
                new JobSection("When `riskmesh drift` asks for a new training", "drift")),
            List.of("the post-market monitoring plan (Article 72)")));
  }
}
