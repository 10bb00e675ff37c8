package io.riskmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.drift.Comparisons;
import io.riskmesh.gate.VerdictWord;
import io.riskmesh.it.Cli;
import io.riskmesh.it.Cli.Ended;
import io.riskmesh.report.Html;
import io.riskmesh.runs.ManifestBuilder;
import io.riskmesh.runs.SignOffRecord.SignOffDecision;
import io.riskmesh.site.SampleHistory;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the pages about a job over time, which need no Spark. */
class SiteCommandTest {
  private static final String ATTACK =
      "<script>alert(1)</script>\"'&</svg></style>-->{{job}}{{{style}}}\u202e\u0000";

  private static final List<String> PAGES =
      List.of("index.html", "runs.html", "drift.html", "decisions.html");

  @TempDir Path folder;
  private SampleHistory history;

  @BeforeEach
  void open() {
    history = new SampleHistory(Store.openAt(folder.toString(), Map.of()), "job");
  }

  private Ended site(String... more) {
    List<String> args = new ArrayList<>(List.of("site"));
    args.addAll(List.of("--set", "name=job", "--set", "artifacts.uri=" + folder));
    args.addAll(List.of(more));
    Ended ended = Cli.execute(args);
    assertThat(ended.code()).as(ended.err()).isZero();
    return ended;
  }

  private static Map<String, String> read(Path site) throws IOException {
    Map<String, String> pages = new TreeMap<>();
    for (String page : PAGES) {
      pages.put(page, Files.readString(site.resolve(page)));
    }
    return pages;
  }

  private Html page(String name) throws IOException {
    return Html.of(Files.readAllBytes(folder.resolve("job/site").resolve(name)));
  }

  @Test
  void runsOfEveryOutcomeStandInOnePlace() throws IOException {
    history.nights(8, 3);
    history.outcome(Outcome.REFUSED, "the gates refused it", "night-0007");
    history.outcome(Outcome.DATA_QUALITY, "2 rules are broken", "night-0009");
    history.outcome(Outcome.DONE, "nothing to do", "search-1");
    history.promotion(Instant.parse("2026-01-09T00:00:00Z"), "night-0008", "night-0006", "too new");
    history.promotion(Instant.parse("2026-01-10T00:00:00Z"), "night-0006", "night-0008", "fine");
    history.signOff(
        Instant.parse("2026-01-11T00:00:00Z"),
        "night-0007",
        "validator",
        SignOffDecision.REJECTED,
        "as the gates say");
    Files.writeString(folder.resolve("job/drift/night-0003-drift/drift.json"), "{");

    Ended ended = site();

    assertThat(ended.out())
        .contains("8 runs, 7 comparisons; 4 pages changed", "1 file could not be read")
        .contains("site     " + folder.resolve("job/site/index.html").toUri());
    Html first = page("index.html");
    assertThat(first.text())
        .containsSubsequence("night-0008", "In production: accepted", "7 accepted, 1 refused")
        .containsSubsequence("AUC", "0.802", "limit ≥ 0.7", "KS", "limit ≥ 0.25")
        .containsSubsequence("column_2", "0.31", "Calibration by vintage", "pd ")
        .containsSubsequence("as validator", "promoted", "rolled back to", "too new")
        .containsSubsequence("night-0009", "data_quality", "2 rules are broken")
        .containsSubsequence("job/drift/night-0003-drift/drift.json", "damaged")
        .doesNotContain("carla", "search-1", "the gates refused it");
    assertThat(page("runs.html").text())
        .containsSubsequence("night-0008", "in production", "night-0007", "refused", "0.660")
        .contains("booster, 1 tree", "db.credits @ 7007");
    assertThat(page("runs.html").attributes("href"))
        .contains("../runs/night-0008/report/report.html", "index.html");
    assertThat(page("drift.html").attributes("href"))
        .contains("../drift/night-0004-drift/drift.html");
  }

  @Test
  void equalArtifactsGiveEqualPagesAnywhere() throws IOException {
    history.nights(3, 2);
    site();
    Map<String, String> first = read(folder.resolve("job/site"));

    assertThat(site().out()).contains("; 0 pages changed");
    assertThat(read(folder.resolve("job/site"))).isEqualTo(first);
    Path other = folder.resolve("web/pages");
    site("--out", other.toString());
    assertThat(read(other).get("runs.html"))
        .isEqualTo(first.get("runs.html").replace("\"../runs/", "\"../../job/runs/"));

    history.nights(4, 2);
    assertThat(site().out()).contains("4 runs, 4 comparisons; 3 pages changed");
  }

  @Test
  void aNameOrNoteIsTextAndNothingElse() throws IOException {
    history.publish(
        ManifestBuilder.of(ATTACK.replace("/", "_").replace("\u0000", ""), "2026-01-02T00:00:00Z")
            .verdict(VerdictWord.REFUSED)
            .versions(Map.of("riskmesh", ATTACK))
            .source(ManifestBuilder.source(ATTACK, null, null, null))
            .champion(ATTACK)
            .build());
    history.drift(
        "d", Instant.EPOCH, Comparisons.quiet("x").with(List.of(Comparisons.open(ATTACK, 0.3))));
    history.promotion(Instant.EPOCH, ATTACK, "n1", ATTACK);
    history.outcome(Outcome.FAILED, ATTACK, "n9");

    site();

    for (String name : PAGES) {
      Html page = page(name);
      assertThat(page.elements("script")).as(name).isEmpty();
      assertThat(page.elements("style")).as(name).hasSize(1);
      assertThat(page.source()).as(name).doesNotContain("\u202e", "\u0000", "<script");
      assertThat(page.attributes("id")).as(name).doesNotHaveDuplicates();
      assertThat(page.elements("th")).as(name).allMatch(th -> th.hasAttribute("scope"));
      assertThat(page.attributes("href")).as(name).noneMatch(href -> href.startsWith("javascript"));
    }
    assertThat(page("index.html").text()).contains("{{job}}{{{style}}}", "<script>alert(1)");
  }

  @Test
  void aJobWithoutRunsHasPagesToo() throws IOException {
    assertThat(site().out()).contains("0 runs, 0 comparisons; 4 pages changed");
    for (String name : PAGES) {
      assertThat(page(name).text()).contains("Nothing is published yet.");
    }
  }
}
