package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.SparkTest;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.scoring.BatchScoring;
import io.riskmesh.scoring.ScoreManifest;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.OutcomeFile;
import io.riskmesh.store.RunPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Scores that are audited on a branch of an Iceberg table before main shows them. */
@Tag("full")
@ExtendWith(SparkTest.class)
class AuditedScoresIT {
  private static final RunPaths RUN = new RunPaths("credit-risk", "first");
  private static final String YOUNG = "source.filter=age <= 30";
  private static final String OLD = "source.filter=age > 45";

  @TempDir static Path folder;
  private static Cli cli;

  @BeforeAll
  static void train() {
    cli = new Cli(folder);
    Cli.Ended run = cli.run("run", "--run-id", "first", "--set", "training.rounds=20");
    assertThat(run.code()).as(run.err()).isZero();
  }

  private static List<String> settings(String table, String filter, String day, String... more) {
    List<String> set = new ArrayList<>();
    set.add("score.table=risk." + table);
    set.add(filter);
    set.add("source.asOf=%sT00:00:00Z".formatted(day));
    set.addAll(List.of(more));
    return set;
  }

  private static Cli.Ended score(List<String> settings) {
    List<String> args = new ArrayList<>();
    settings.forEach(set -> args.addAll(List.of("--set", set)));
    return cli.run("score", args.toArray(String[]::new));
  }

  /** Scores with something else happening at the first progress message that begins so. */
  private static BatchScoring.Scored score(List<String> settings, String at, Runnable event) {
    List<String> all = new ArrayList<>(settings);
    all.add("catalog.warehouse=" + folder.resolve("warehouse"));
    all.add("artifacts.uri=" + cli.artifacts());
    EffectiveConfig config =
        EffectiveConfig.load(Optional.empty(), Optional.of("conf/env/local.yaml"), all);
    List<String> seen = new ArrayList<>();
    Consumer<String> progress =
        line -> {
          if (line.startsWith(at) && seen.isEmpty()) {
            seen.add(line);
            event.run();
          }
        };
    return new BatchScoring(config, cli.store(), Instant.now(), progress)
        .run(new BatchScoring.ScoringRequest(RUN, config.job().score().table(), false, false));
  }

  private static JsonNode manifest(Cli.Ended ended) throws IOException {
    assertThat(ended.code()).as(ended.err()).isZero();
    String path =
        ended.out().lines().filter(line -> line.startsWith("scores   ")).findFirst().orElseThrow();
    return JsonText.read(Files.readAllBytes(Path.of(path.substring(9))), JsonNode.class);
  }

  private static long count(String sql) {
    return cli.warehouse().sql("SELECT count(*) FROM riskmesh.risk." + sql).head().getLong(0);
  }

  /** Names and snapshots of the branches and tags of a table, as Spark SQL lists them. */
  private static List<String> references(String table) {
    return cli
        .warehouse()
        .sql("SELECT type, name FROM riskmesh.risk.%s.refs ORDER BY 1, 2".formatted(table))
        .collectAsList()
        .stream()
        .map(row -> row.getString(0) + " " + row.getString(1))
        .toList();
  }

  @Test
  void goodScoresMoveMainAndGetATagPerAsOf() throws IOException {
    JsonNode first = manifest(score(settings("good", YOUNG, "2026-01-31")));
    JsonNode published = first.path("publication");
    String branch = "score_first_" + first.path("sourceId").asText();
    long young = first.path("rows").asLong();

    assertThat(published.path("branch").asText()).isEqualTo(branch);
    assertThat(published.path("tag").asText()).isEqualTo("as_of_20260131T000000Z");
    assertThat(published.path("audit").has("shift")).as("nothing was published before").isFalse();
    assertThat(references("good")).containsExactly("BRANCH main", "TAG as_of_20260131T000000Z");

    JsonNode second =
        manifest(score(settings("good", OLD, "2026-02-28", "score.audit={maxPsi: 100}")));
    JsonNode shift = second.path("publication").path("audit").path("shift");
    assertThat(shift.path("sourceId")).isEqualTo(first.path("sourceId"));
    assertThat(shift.path("rows").asLong()).isEqualTo(young);
    assertThat(shift.path("psi").asDouble()).isPositive();
    assertThat(count("good")).isEqualTo(young + second.path("rows").asLong());
    assertThat(count("good VERSION AS OF 'as_of_20260131T000000Z'")).isEqualTo(young);
    assertThat(count("good VERSION AS OF " + second.path("snapshot").asLong()))
        .isEqualTo(count("good"));
    List<Row> parts =
        cli.warehouse()
            .sql("SELECT partition.as_of, partition.run_id FROM riskmesh.risk.good.partitions")
            .collectAsList();
    assertThat(parts).hasSize(2).extracting(row -> row.getString(1)).containsOnly("first");

    JsonNode other = manifest(score(settings("good", "source.filter=age = 40", "2026-02-28")));
    assertThat(other.path("publication").path("tagMoved").asBoolean()).isTrue();
    assertThat(count("good VERSION AS OF 'as_of_20260228T000000Z'")).isEqualTo(count("good"));
  }

  @Test
  void scoresThatFailTheAuditLeaveMainAndTheirBranch(SparkSession spark) throws IOException {
    long before = manifest(score(settings("bad", YOUNG, "2026-01-31"))).path("rows").asLong();
    String limits = "score.audit={maxPsi: 0.0001, maxShare: {B: 0, C: 0}}";
    Cli.Ended failed = score(settings("bad", OLD, "2026-02-28", limits));

    assertThat(failed.code()).isEqualTo(30);
    OutcomeFile outcome = cli.outcome("credit-risk", "latest-score");
    assertThat(outcome.kind()).isEqualTo("data_quality");
    assertThat(outcome.message())
        .contains("branch score_first_", "of table risk.bad failed its audit")
        .contains(
            "band B has a share of", "score.audit.maxShare.B 0.0", "score.audit.maxPsi 1.0E-4");
    assertThat(count("bad")).isEqualTo(before);
    List<String> references = references("bad");
    assertThat(references).hasSize(3).contains("TAG as_of_20260131T000000Z");
    String branch = references.get(1).substring("BRANCH ".length());
    long waiting = count("bad VERSION AS OF '%s'".formatted(branch)) - before;
    assertThat(waiting).isPositive();

    JsonNode again = manifest(score(settings("bad", OLD, "2026-02-28")));
    assertThat(again.path("rows").asLong()).isEqualTo(waiting);
    assertThat(count("bad")).isEqualTo(before + waiting);
    assertThat(references("bad")).hasSize(3).noneMatch(name -> name.contains("score_first"));

    Cli.Ended twice =
        score(settings("bad", "source.filter=age = 33", "2026-03-31", "source.key=[age]"));
    assertThat(twice.code()).isEqualTo(2);
    assertThat(twice.err()).contains("different columns than the scores", "age is missing");
    Cli.Ended repeated =
        score(settings("keys", "source.filter=age = 33", "2026-03-31", "source.key=[age]"));
    assertThat(repeated.code()).isEqualTo(30);
    assertThat(repeated.err()).contains("1 keys (age) occur more than once");
    assertThat(count("keys")).isZero();
  }

  @Test
  void aKilledScoringStartsOverAndAMovedMainKeepsItsRows() {
    List<String> killed = settings("moved", YOUNG, "2026-01-31");
    for (String at : List.of("branch", "audit", "publish")) {
      assertThatThrownBy(
              () ->
                  score(
                      killed,
                      at,
                      () -> {
                        throw new AssertionError("killed");
                      }))
          .hasMessageContaining("killed");
      boolean isPublished = at.equals("publish");
      assertThat(count("moved") > 0).as(at).isEqualTo(isPublished);
      assertThat(references("moved").stream().anyMatch(name -> name.contains("score_first")))
          .isNotEqualTo(isPublished);
    }
    ScoreManifest young = score(killed, "none", () -> {}).manifest();
    assertThat(count("moved")).isEqualTo(young.rows());

    ScoreManifest[] meanwhile = new ScoreManifest[1];
    ScoreManifest old =
        score(
                settings("moved", OLD, "2026-02-28"),
                "audit",
                () ->
                    meanwhile[0] =
                        score(
                                settings("moved", "source.filter=age = 40", "2026-02-28"),
                                "none",
                                () -> {})
                            .manifest())
            .manifest();
    assertThat(count("moved")).isEqualTo(young.rows() + old.rows() + meanwhile[0].rows());
    assertThat(old.publication().audit().shift().sourceId())
        .as("audited again, against what has been published meanwhile")
        .isEqualTo(meanwhile[0].sourceId());
    assertThat(references("moved")).hasSize(3);
  }
}
