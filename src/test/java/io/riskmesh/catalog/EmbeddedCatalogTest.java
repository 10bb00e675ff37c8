package io.riskmesh.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.EnvConfig;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each session represents a process: it has its own catalog with its own connections. */
@ExtendWith(SparkTest.class)
class EmbeddedCatalogTest {
  private static final TableName LOANS = TableName.parse("risk.loans");
  private static final Set<String> USED = Set.of("id", "bad");

  @TempDir Path folder;

  @Test
  void ofSeveralFirstRunsOneMakesTheTableAndAllGoOn(SparkSession spark) throws Exception {
    EnvConfig env = env(spark);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    List<Callable<Long>> runs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      SparkSession session = spark.newSession();
      runs.add(
          () -> {
            EmbeddedCatalog.attach(session, env.catalog(), LOANS, USED);
            return session.table(LOANS.in(EmbeddedCatalog.NAME)).count();
          });
    }
    for (Future<Long> rows : threads.invokeAll(runs)) {
      assertThat(rows.get()).isEqualTo(2);
    }
    threads.shutdown();
    SparkSession later = attached(spark, env);
    assertThat(later.table(LOANS.in(EmbeddedCatalog.NAME) + ".snapshots").count())
        .as("commits, which are one seed")
        .isEqualTo(1);
  }

  @Test
  void whoIsAttachedSeesWhatOthersCommitAndCommitsAfterThem(SparkSession spark) {
    EnvConfig env = env(spark);
    attached(spark, env);
    SparkSession mine = attached(spark, env);
    SparkSession theirs = attached(spark, env);

    replace(theirs, env, "a", 10);
    long snapshot = replace(mine, env, "b", 20);
    replace(theirs, env, "a", 11);

    assertThat(sink(mine, env).read(Map.of("run_id", "b"), snapshot).count()).isEqualTo(20);
    assertThat(mine.table("riskmesh.risk.scores").count()).isEqualTo(31);
  }

  @Test
  void scoringsAtTheSameTimeAllCommit(SparkSession spark) throws Exception {
    EnvConfig env = env(spark);
    attached(spark, env);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    List<Callable<Long>> scorings = new ArrayList<>();
    for (String run : List.of("a", "b", "c")) {
      SparkSession session = spark.newSession();
      scorings.add(() -> replace(session, env, run, 10));
    }
    for (Future<Long> snapshot : threads.invokeAll(scorings)) {
      assertThat(snapshot.get()).isPositive();
    }
    threads.shutdown();
    assertThat(attached(spark, env).table("riskmesh.risk.scores").count()).isEqualTo(30);
  }

  @Test
  void waitsForAProcessThatHoldsTheCatalog(SparkSession spark) throws Exception {
    EnvConfig env = env(spark);
    SparkSession mine = attached(spark, env);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("w/catalog.db"));
        Statement hold = other.createStatement()) {
      hold.execute("BEGIN IMMEDIATE");
      Future<Long> commit = thread.submit(() -> replace(mine, env, "a", 3));
      assertThatThrownBy(() -> commit.get(3, TimeUnit.SECONDS))
          .isInstanceOf(java.util.concurrent.TimeoutException.class);
      hold.execute("COMMIT");
      assertThat(commit.get()).isPositive();
    }
    thread.shutdown();
  }

  @Test
  void aSeedThatIsRefusedLeavesNoTableSoThatACorrectedOneIsRead(SparkSession spark) {
    EnvConfig env = env(spark);
    Written in = new Written(spark, folder);
    in.text("seed.csv", "{\"id\":1,\"bad\":0}\n");
    assertThatThrownBy(() -> attached(spark, env))
        .hasMessageContainingAll("catalog.seed for risk.loans", "seed.csv")
        .extracting(e -> ((RunException) e).outcome())
        .isEqualTo(Outcome.SOURCE_MISSING);
    in.text("seed.csv", "id,bad\n1,0\n");
    assertThat(attached(spark, env).table(LOANS.in(EmbeddedCatalog.NAME)).count()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc", "json"})
  void everyFormatMakesATable(String format, SparkSession spark) {
    String sql =
        "SELECT 1 AS id, 0 AS bad, CAST(2 AS smallint) AS s, CAST(3 AS tinyint) AS t,"
            + " TIMESTAMP_NTZ'2024-01-01 00:00:00' AS at, 1.5D AS x";
    Path seed = new Written(spark, folder).query(format, "seed", sql);
    SparkSession session = attached(spark, env(seed));
    assertThat(session.table(LOANS.in(EmbeddedCatalog.NAME)).selectExpr("s + t", "x").first())
        .hasToString("[5,1.5]");
  }

  @Test
  void aFileThatIsNoCatalogIsAMissingSource(SparkSession spark) throws Exception {
    EnvConfig env = env(spark);
    Files.createDirectories(folder.resolve("w"));
    Files.writeString(folder.resolve("w/catalog.db"), "no database ".repeat(100));
    assertThatThrownBy(() -> attached(spark, env))
        .hasMessageContainingAll(folder.resolve("w").toString(), "catalog.warehouse")
        .extracting(e -> ((RunException) e).outcome())
        .isEqualTo(Outcome.SOURCE_MISSING);
  }

  private static SparkSession attached(SparkSession spark, EnvConfig env) {
    SparkSession session = spark.newSession();
    EmbeddedCatalog.attach(session, env.catalog(), LOANS, USED);
    return session;
  }

  private static long replace(SparkSession spark, EnvConfig env, String run, int count) {
    IcebergSink sink = sink(spark, env);
    Map<String, String> partition = Map.of("run_id", run);
    sink.prepare(rows(spark, run, count), List.of("run_id"));
    IcebergBranch branch = sink.branch("score_" + run);
    while (true) {
      long snapshot =
          sink.replace(rows(spark, run, count), partition, branch, UUID.randomUUID().toString());
      if (branch.publish(snapshot, "as_of_" + run)) {
        return snapshot;
      }
    }
  }

  private static IcebergSink sink(SparkSession spark, EnvConfig env) {
    return IcebergSink.open(spark, env, "risk.scores");
  }

  private static Dataset<Row> rows(SparkSession spark, String run, int count) {
    return spark.range(count).selectExpr("id", "'%s' AS run_id".formatted(run));
  }

  private EnvConfig env(SparkSession spark) {
    return env(new Written(spark, folder).text("seed.csv", "id,bad\n1,0\n2,1\n"));
  }

  private EnvConfig env(Path seed) {
    return EffectiveConfig.load(
            Optional.empty(),
            Optional.empty(),
            List.of(
                "catalog={type: embedded, warehouse: \"%s\", seed: {risk.loans: \"%s\"}}"
                    .formatted(folder.resolve("w"), seed),
                "artifacts.uri=/tmp"))
        .env();
  }
}
