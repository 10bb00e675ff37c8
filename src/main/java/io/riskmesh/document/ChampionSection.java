package io.riskmesh.document;

import java.util.List;
import java.util.Optional;

/** How the model compares with those before it. */
final class ChampionSection {
  private static final String FILE = "evaluation/champion.json";

  static final DocumentSection WHOLE = ChampionSection::write;

  private ChampionSection() {}

  private static void write(RunFiles run, MarkdownPage page) {
    page.heading(3, "Against champion and anchor");
    Optional<FileNode> found = run.read(FILE);
    if (found.isEmpty()) {
      page.sentence("The run was compared with no other model.");
      page.owe("a comparison with the model in production");
      return;
    }
    for (String reference : List.of("champion", "anchor")) {
      FileNode compared = found.get().at(reference);
      page.facts(compared, "runId", "chosen", "unseen", "share", "notJudged");
      page.items(
          compared.at("comparison").at("differences").items(),
          "metric",
          "own",
          "other",
          "difference",
          "low",
          "high");
    }
  }
}
