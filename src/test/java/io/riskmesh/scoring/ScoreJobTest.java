package io.riskmesh.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.catalog.AccessTrail;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Attempts at one scoring that overlap. */
@ExtendWith(SparkTest.class)
class ScoreJobTest {
  private static final AccessTrail ACCESS =
      new AccessTrail(
          null,
          LoanRun.TIME,
          LoanRun.TIME,
          "rows",
          null,
          null,
          null,
          null,
          List.of(),
          null,
          List.of());

  @TempDir Path folder;
  private Store store;
  private ScoredModel model;

  @BeforeEach
  void publish(SparkSession spark) {
    store = LoanRun.store(folder);
    model = LoanRun.model(store);
    LoanRun.write(spark, folder, LoanRun.rows(12));
  }

  private ScoreJob job(SparkSession spark, String... set) {
    EffectiveConfig settings = LoanRun.settings(folder, set);
    return ScoreJob.prepare(
        store,
        model,
        settings.job(),
        LoanRun.open(spark, settings),
        Optional.empty(),
        "unused",
        name -> {
          throw new AssertionError("no table was asked for: " + name);
        },
        line -> {});
  }

  private static ScoreManifest publish(
      ScoreJob job, ScoreJob.Output output, String created, boolean replace) {
    return job.publish(output, ACCESS, created, Map.of("riskmesh", "1"), replace);
  }

  @Test
  void nothingIsPublishedBeforeTheManifest(SparkSession spark) {
    ScoreJob job = job(spark);
    ScoreJob.Output output = job.write();

    assertThat(job.findPublished()).isEmpty();
    ScoreManifest manifest = publish(job, output, "now", false);
    assertThat(job.findPublished()).contains(manifest);
    assertThat(manifest.rows()).isEqualTo(12);
    assertThat(manifest.rules().threshold()).isEqualTo(LoanRun.THRESHOLD);
    assertThat(manifest.rules().calibrator()).isEqualTo(LoanRun.CALIBRATOR);
    assertThat(manifest.rules().key()).containsExactly("id");
  }

  @Test
  void ofTwoAttemptsTheFirstToPublishCounts(SparkSession spark) {
    ScoreJob one = job(spark);
    ScoreJob other = job(spark);
    ScoreJob.Output slow = one.write();
    ScoreManifest first = publish(other, other.write(), "first", false);

    assertThat(publish(one, slow, "second", false)).isEqualTo(first);
    assertThat(one.findPublished()).contains(first);
    String folder = one.manifest().substring(0, one.manifest().lastIndexOf('/'));
    assertThat(FileHashes.hashFiles(store, folder))
        .as("the files of the other attempt are gone")
        .hasSize(1 + first.files().size())
        .containsAll(first.files());
  }

  @Test
  void aReplacementTakesTheEarlierScoresAway(SparkSession spark) {
    ScoreJob earlier = job(spark);
    ScoreManifest first = publish(earlier, earlier.write(), "first", false);
    ScoreJob later = job(spark, "score.keep=[]");
    ScoreManifest second = publish(later, later.write(), "second", true);

    assertThat(later.findPublished()).contains(second);
    assertThat(second.created()).isEqualTo("second");
    String folder = later.manifest().substring(0, later.manifest().lastIndexOf('/'));
    assertThat(FileHashes.hashFiles(store, folder)).doesNotContainAnyElementsOf(first.files());
    assertThatThrownBy(earlier::findPublished)
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.USAGE))
        .hasMessageContaining("other score.bands, score.keep, score.reasons or source.key");
  }

  @Test
  void aSourceThatHasChangedSinceItWasOpenedIsNotScored(SparkSession spark) {
    ScoreJob job = job(spark);
    spark
        .createDataFrame(LoanRun.rows(1), LoanRun.TABLE)
        .write()
        .mode(SaveMode.Append)
        .parquet(folder.resolve("rows").toUri().toString());

    assertThatThrownBy(job::write)
        .isInstanceOfSatisfying(
            RunException.class,
            e -> assertThat(e.outcome()).as("%s", e).isEqualTo(Outcome.SOURCE_UNAVAILABLE));
    assertThat(job.findPublished()).isEmpty();
  }

  @Test
  void aMisspeltMaskIsAnErrorBeforeAnyRowIsRead(SparkSession spark) {
    assertThatThrownBy(() -> job(spark, "privacy.mask=[Town]"))
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.SOURCE_MISSING))
        .hasMessageContaining("privacy.mask: column Town is not in the source");
  }
}
