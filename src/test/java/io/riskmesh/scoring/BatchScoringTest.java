package io.riskmesh.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.gate.VerdictWord;
import io.riskmesh.model.RiskBands;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.FileHashes.HashedFile;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A table scored from its files to the manifest, with a small model. */
@ExtendWith(SparkTest.class)
class BatchScoringTest {
  private static final List<Row> ROWS = LoanRun.rows(60);
  private static final String OTHER = "score.bands=[{name: calm, below: 0.6}, {name: wild}]";

  @TempDir Path folder;
  private final List<String> told = new ArrayList<>();
  private Store store;
  private RunPaths run;

  @BeforeEach
  void publish(SparkSession spark) {
    store = LoanRun.store(folder);
    run = LoanRun.publish(store, "first", VerdictWord.ACCEPTED);
    LoanRun.write(spark, folder, ROWS);
  }

  private BatchScoring.Scored score(boolean replace, String... set) {
    return score(new BatchScoring.ScoringRequest(run, Optional.empty(), false, replace), set);
  }

  private BatchScoring.Scored score(BatchScoring.ScoringRequest request, String... set) {
    return new BatchScoring(
            LoanRun.settings(folder, set), store, Instant.parse(LoanRun.TIME), told::add)
        .run(request);
  }

  @Test
  void everyRowHasTheScoreThatPlainJavaComputes(SparkSession spark) {
    BatchScoring.Scored scored = score(false);

    assertThat(scored.earlier()).isFalse();
    assertThat(told)
        .anyMatch(line -> line.startsWith("source "))
        .contains("score     by run first");
    ScoreManifest manifest = scored.manifest();
    assertThat(manifest.rows()).isEqualTo(ROWS.size());
    List<Row> written = written(spark, manifest);
    assertThat(written).hasSize(ROWS.size());
    Map<Long, Row> found = new HashMap<>();
    written.forEach(row -> found.put(row.getAs("id"), row));
    List<LoanRun.PlainScore> expected = LoanRun.scores(ROWS);
    RiskBands bands = LoanRun.settings(folder).job().score().bands();
    Map<String, Long> counts = new HashMap<>();
    for (int i = 0; i < ROWS.size(); i++) {
      LoanRun.PlainScore plain = expected.get(i);
      Row row = found.get(ROWS.get(i).getLong(0));
      assertThat(row).as("row %d", i).isNotNull();
      assertThat(row.<Float>getAs("margin")).as("row %d", i).isEqualTo(plain.margin());
      assertThat(row.<Float>getAs("probability")).isEqualTo(plain.probability());
      assertThat(row.<Double>getAs("calibrated")).isEqualTo(plain.calibrated());
      assertThat(row.<String>getAs("band")).isEqualTo(bands.of(plain.calibrated()));
      assertThat(row.<String>getAs("decision")).isEqualTo(plain.decision());
      assertThat(row.<String>getAs("town")).isEqualTo(ROWS.get(i).getString(4));
      counts.merge(bands.of(plain.calibrated()), 1L, Long::sum);
    }
    assertThat(counts.keySet()).as("the model tells rows apart").hasSize(2);
    assertThat(manifest.bands())
        .containsExactly(
            new ScoreManifest.BandRows("low", counts.get("low")),
            new ScoreManifest.BandRows("high", counts.get("high")));
  }

  @Test
  void everyRowSaysWhichRunScoredItAndWhen(SparkSession spark) {
    ScoreManifest manifest = score(false).manifest();

    List<Row> written = written(spark, manifest);
    assertThat(written.get(0).schema().fieldNames())
        .containsExactly(
            "id",
            "town",
            "margin",
            "probability",
            "calibrated",
            "band",
            "decision",
            "run_id",
            "source_id",
            "as_of");
    for (Row row : written) {
      assertThat(row.<String>getAs("run_id")).isEqualTo("first");
      assertThat(row.<String>getAs("source_id")).isEqualTo(manifest.sourceId());
      assertThat(row.<java.sql.Timestamp>getAs("as_of").toInstant()).hasToString(LoanRun.TIME);
    }
    assertThat(new TreeSet<>(written.stream().map(row -> row.<String>getAs("decision")).toList()))
        .containsExactly("accept", "refuse");
    assertThat(manifest.source().files()).hasSize(1);
    assertThat(manifest.access().columns())
        .containsExactlyInAnyOrder("id", "town", "amount", "rate", "purpose");
  }

  @Test
  void theSameRowsAreScoredOnce() {
    BatchScoring.Scored first = score(false);
    List<HashedFile> before = files(first.manifest());
    BatchScoring.Scored second = score(false);

    assertThat(second.earlier()).isTrue();
    assertThat(second.where()).isEqualTo(first.where());
    assertThat(second.manifest()).isEqualTo(first.manifest());
    assertThat(files(first.manifest())).isEqualTo(before);
    assertThat(store.list(LoanRun.JOB + "/work")).as("leases and intermediate files").isEmpty();
  }

  @Test
  void otherRowsAreScoredAnew(SparkSession spark) {
    ScoreManifest all = score(false).manifest();
    ScoreManifest some = score(false, "source.filter=id < 10").manifest();
    LoanRun.write(spark, folder, LoanRun.rows(20));
    ScoreManifest fewer = score(false).manifest();

    assertThat(List.of(all.rows(), some.rows(), fewer.rows())).containsExactly(60L, 10L, 20L);
    assertThat(List.of(all.sourceId(), some.sourceId(), fewer.sourceId())).doesNotHaveDuplicates();
    assertThat(written(spark, all)).as("the first are kept").hasSize(60);
  }

  @Test
  void otherSettingsNeedAnExplicitReplacement(SparkSession spark) {
    ScoreManifest first = score(false).manifest();

    for (String set : List.of(OTHER, "score.keep=[]", "source.key=[id, town]")) {
      fails(() -> score(false, set), Outcome.USAGE)
          .contains(
              "run first has scored these rows with other score.bands, score.keep, score.reasons or source.key")
          .contains("--replace");
    }
    BatchScoring.Scored replaced = score(true, OTHER);

    assertThat(replaced.earlier()).isFalse();
    assertThat(replaced.manifest().bands())
        .extracting(ScoreManifest.BandRows::name)
        .containsExactly("calm", "wild");
    assertThat(written(spark, replaced.manifest()))
        .hasSize(ROWS.size())
        .allMatch(row -> List.of("calm", "wild").contains(row.<String>getAs("band")));
    assertThat(files(first))
        .as("manifest and files of the replacement alone")
        .hasSize(1 + replaced.manifest().files().size());
    assertThat(score(false, OTHER).earlier()).isTrue();
  }

  @Test
  void aRefusedRunScoresOnlyOnRequest() {
    RunPaths refused = LoanRun.publish(store, "bad", VerdictWord.REFUSED);

    fails(
            () -> score(new BatchScoring.ScoringRequest(refused, Optional.empty(), false, false)),
            Outcome.REFUSED)
        .contains("run bad was refused by its gates")
        .contains("--allow-refused");
    ScoreManifest allowed =
        score(new BatchScoring.ScoringRequest(refused, Optional.empty(), true, false)).manifest();
    assertThat(allowed.verdict()).isEqualTo(VerdictWord.REFUSED);
    assertThat(allowed.rows()).isEqualTo(ROWS.size());
  }

  @Test
  void aTableThatDoesNotFitLeavesNothing(SparkSession spark) {
    LoanRun.write(spark.createDataFrame(ROWS, LoanRun.TABLE).drop("rate"), folder);

    fails(() -> score(false), Outcome.SOURCE_MISSING)
        .contains("column rate (DOUBLE) is not in the source, but the run's features read it");
    assertThat(store.list(LoanRun.JOB + "/scores")).isEmpty();
    assertThat(store.list(LoanRun.JOB + "/work")).isEmpty();
  }

  private static org.assertj.core.api.AbstractStringAssert<?> fails(
      ThrowingCallable scoring, Outcome outcome) {
    return assertThatThrownBy(scoring)
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).as("%s", e).isEqualTo(outcome))
        .message();
  }

  private List<HashedFile> files(ScoreManifest manifest) {
    return FileHashes.hashFiles(store, paths(manifest).folder());
  }

  private ScorePaths paths(ScoreManifest manifest) {
    return new ScorePaths(run, manifest.sourceId(), Optional.empty());
  }

  private List<Row> written(SparkSession spark, ScoreManifest manifest) {
    String[] uris =
        manifest.files().stream()
            .map(file -> store.uri(paths(manifest).folder() + "/" + file.path()))
            .toArray(String[]::new);
    return spark.read().parquet(uris).collectAsList();
  }
}
