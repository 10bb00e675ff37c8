package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.Python;
import io.riskmesh.SparkTest;
import io.riskmesh.config.MetricName;
import io.riskmesh.contract.SchemaValidation;
import io.riskmesh.evaluate.ChampionComparison;
import io.riskmesh.evaluate.PairedDifference;
import io.riskmesh.features.BinTables;
import io.riskmesh.gate.Verdict.Judgement;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunPaths;
import io.riskmesh.train.ScorecardSummary;
import io.riskmesh.train.ScorecardSummary.CardFeature;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A scorecard by one switch of the default job, as the challenger of its booster. */
@ExtendWith(SparkTest.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ScorecardIT {
  private static final String JOB = "credit-risk";
  private static final String CARD = "training.model=scorecard";
  private static final String GATE =
      "gates={champion: {against: latest, auc: {notWorseBy: 0.2}, swapShare: {max: 0.9}}}";

  @TempDir static Path folder;

  private final Cli cli = new Cli(folder);

  @Test
  @Order(1)
  void isComparedWithTheBoosterItWouldReplace() {
    Cli.Ended booster = cli.run("run", "--run-id", "trees", "--set", GATE);
    assertThat(booster.code()).as(booster.err()).isZero();
    assertThat(manifest("trees").training().scorecard()).isNull();

    Cli.Ended card = cli.run("run", "--run-id", "card", "--set", GATE, "--set", CARD);

    assertThat(card.code()).as(card.err()).isZero();
    Manifest manifest = manifest("card");
    assertThat(manifest.references().champion().runId()).isEqualTo("trees");
    assertThat(manifest.gates())
        .extracting(Judgement::metric)
        .containsExactly("champion.auc", "champion.swapShare");
    ChampionComparison compared =
        JsonText.read(
            manifest.readFile(cli.store(), "evaluation/champion.json"), ChampionComparison.class);
    PairedDifference auc = compared.champion().comparison().difference(MetricName.AUC);
    assertThat(auc.other())
        .isCloseTo(manifest("trees").metric(MetricName.AUC).orElseThrow().value(), within(1e-12));
    Cli.verify(cli.store(), manifest);
    assertThat(SchemaValidation.requireJob(cli.store(), JOB)).contains("runs/card/manifest.json");
    System.out.printf(
        "scorecard: auc %s, booster %s%n",
        manifest.metric(MetricName.AUC).orElseThrow(),
        manifest("trees").metric(MetricName.AUC).orElseThrow());
  }

  @Test
  @Order(2)
  void saysWhatItIs() {
    Manifest manifest = manifest("card");
    ScorecardSummary card = manifest.training().scorecard();
    assertThat(manifest.training().history()).isEmpty();
    assertThat(card.features())
        .hasSizeGreaterThan(8)
        .allSatisfy(feature -> assertThat(feature.coefficient()).isNegative())
        .extracting(CardFeature::feature)
        .contains("status", "duration")
        .isSubsetOf(manifest.features().names());
    // Every feature of the job is in the card, or there is a reason.
    assertThat(card.features().size() + card.removed().size())
        .isEqualTo(manifest.features().names().size());
    BinTables bins = JsonText.read(manifest.readFile(cli.store(), RunPaths.BINS), BinTables.class);
    assertThat(bins.features()).hasSize(21);
    assertThat(bins.features()).anyMatch(bin -> bin.column().equals("amount, duration"));
    // The job is printed as it was written.
    assertThat(manifest.config().job()).contains("model: scorecard").contains("kind: derived");
    String report =
        new String(manifest.readFile(cli.store(), "report/report.html"), StandardCharsets.UTF_8);
    assertThat(report)
        .contains("A logistic regression of the defaults on the weights of evidence")
        .contains("Standard error")
        .doesNotContain("Learning curve", "Rounds trained");
  }

  @Test
  @Order(2)
  void isAModelThatNativeXgboostAndTheContainerScoreTheSame() {
    assertThat(python("check_model.py").path("worst").asDouble()).isLessThanOrEqualTo(1e-6);
    assertThat(python("check_inference.py", "run").path("worst").asDouble())
        .isLessThanOrEqualTo(1e-6);
    assertThat(python("check_container.py").path("xgboost").asText()).isEqualTo("3.2.0");
  }

  @Test
  @Order(2)
  void scoresTheTable() {
    Cli.Ended scored = cli.run("score", "--run-id", "card", "--set", "score.reasons={top: 3}");
    assertThat(scored.code()).as(scored.err()).isZero();
    assertThat(scored.out()).contains("scored   1,000 rows by run card (accepted)");
  }

  @Test
  @Order(3)
  void aSecondRunHasTheSameModel() {
    Cli.Ended again =
        cli.run("run", "--run-id", "again", "--set", CARD, "--set", "spark.master=local[3]");
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(manifest("again").training()).isEqualTo(manifest("card").training());
    assertThat(manifest("again").metrics()).isEqualTo(manifest("card").metrics());
  }

  @Test
  @Order(4)
  void worksOutOfFoldAndIsNotSearched() {
    Cli.Ended folded =
        cli.run("run", "--run-id", "folds", "--set", CARD, "--set", "evaluation.folds=3");
    assertThat(folded.code()).as(folded.err()).isZero();
    assertThat(manifest("folds").training().scorecard().features()).isNotEmpty();

    Cli.Ended searched = cli.run("tune", "--set", CARD);
    assertThat(searched.code()).isEqualTo(2);
    assertThat(searched.err()).contains("training.model: scorecard has no parameters to search");
  }

  private Manifest manifest(String run) {
    return cli.manifest(JOB, run).orElseThrow();
  }

  private JsonNode python(String script, String... first) {
    List<String> arguments = new ArrayList<>(List.of(first));
    RunPaths run = new RunPaths(JOB, "card");
    arguments.add(cli.artifacts().resolve(run.published(RunPaths.MODEL)).toString());
    arguments.add(
        cli.artifacts().resolve(new Work(cli.store(), run).data("test")).getParent().toString());
    String out = Python.run(script, arguments.toArray(String[]::new));
    return JsonText.read(out.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
