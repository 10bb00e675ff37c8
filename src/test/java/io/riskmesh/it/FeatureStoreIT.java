package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riskmesh.SparkTest;
import io.riskmesh.aws.AwsClients;
import io.riskmesh.aws.FaultProxy.Answer;
import io.riskmesh.aws.Mesh;
import io.riskmesh.aws.Moto;
import io.riskmesh.catalog.ColumnRoles;
import io.riskmesh.catalog.SourceRequest;
import io.riskmesh.catalog.SourceSelection;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.session.RunStage;
import io.riskmesh.session.SparkRuntime;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Lease;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sagemaker.model.DescribeFeatureGroupResponse;
import software.amazon.awssdk.services.sagemaker.model.FeatureDefinition;

/** Feature groups that the command line writes and reads; see {@link StoreGroups}. */
@ExtendWith({SparkTest.class, Moto.class})
class FeatureStoreIT {
  private static final String ROLE = "arn:aws:iam::123456789012:role/feature-store";
  private static final Path CREDITS = Path.of("test-data/credit_card/credit_card.csv");

  @TempDir static Path folder;
  private static final Mesh MESH = new Mesh();
  private static StoreGroups groups;
  private static String bucket;
  private static Cli cli;
  private static String env;

  @BeforeAll
  static void open() {
    Moto.reset();
    cli = new Cli(folder);
    groups = new StoreGroups(MESH);
    bucket = MESH.bucket();
    env =
        GlueEnvironment.glue(folder)
            .withCatalog(
                "{type: embedded, warehouse: %s, seed: {rl_credit-card.credit_card: %s}}"
                    .formatted(folder.resolve("warehouse"), CREDITS.toAbsolutePath()))
            .behind(groups.endpoint())
            .write();
  }

  /** A test that was given a session has stopped its context. */
  @BeforeEach
  void start() {
    SparkTest.session();
  }

  @AfterAll
  static void close() {
    groups.close();
    MESH.close();
  }

  private static Cli.Ended write(String group, String... more) {
    List<String> args = new ArrayList<>(List.of("--to-feature-group", group));
    args.addAll(List.of("--role-arn", ROLE, "--offline-uri", "s3://" + bucket + "/offline"));
    args.addAll(List.of(more));
    return cli.runIn(env, "features", args.toArray(String[]::new));
  }

  private static String[] reading(String group, String... more) {
    List<String> args =
        new ArrayList<>(List.of("--set", "source={featureGroup: {name: %s}}".formatted(group)));
    args.addAll(List.of(more));
    return args.toArray(String[]::new);
  }

  private static DescribeFeatureGroupResponse group(String name) {
    return MESH.aws().sageMaker().describeFeatureGroup(r -> r.featureGroupName(name));
  }

  private static Dataset<Row> offline(String group) {
    return StoreGroups.session().table(groups.table(group));
  }

  private static Path manifest(Cli.Ended ended) {
    String line =
        ended.out().lines().filter(l -> l.startsWith("manifest")).findFirst().orElseThrow();
    return Path.of(java.net.URI.create(line.substring("manifest".length()).strip()));
  }

  private static String[] credits() throws IOException {
    return Files.readAllLines(CREDITS).get(0).split(",");
  }

  @Test
  void writesTheRawColumnsOnce(SparkSession spark) throws IOException {
    Cli.Ended first = write("credit-raw");

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).contains("1,000 rows, 23 features in feature group credit-raw");
    DescribeFeatureGroupResponse made = group("credit-raw");
    assertThat(made.recordIdentifierFeatureName()).isEqualTo("record_id");
    assertThat(made.eventTimeFeatureName()).isEqualTo("event_time");
    Map<String, String> types = new HashMap<>();
    for (FeatureDefinition feature : made.featureDefinitions()) {
      types.put(feature.featureName(), feature.featureTypeAsString());
    }
    Set<String> expected = new HashSet<>(Arrays.asList(credits()));
    expected.remove("credit_risk");
    assertThat(types.keySet())
        .containsAll(expected)
        .contains("record_id", "event_time", "features_sha256")
        .hasSize(23);
    assertThat(types).containsEntry("amount", "Integral").containsEntry("record_id", "String");

    // Spark's own reading of the file, without any code of riskmesh.
    List<String> columns = new ArrayList<>(new TreeSet<>(expected));
    String[] rest = columns.subList(1, columns.size()).toArray(String[]::new);
    Dataset<Row> there = offline("credit-raw");
    Dataset<Row> source =
        spark.read().option("header", true).option("inferSchema", true).csv(CREDITS.toString());
    assertThat(texts(there.select(columns.get(0), rest)))
        .isEqualTo(texts(source.select(columns.get(0), rest)));
    assertThat(there.filter("is_deleted or write_time <> api_invocation_time").count()).isZero();
    assertThat(there.select("record_id").distinct().count()).isEqualTo(1000);
    assertThat(cli.outcome("credit-risk", "credit-raw-features").kind()).isEqualTo("done");

    Cli.Ended again = write("credit-raw");
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.out()).contains("earlier").contains("nothing was written now");
    Files.delete(manifest(first));
    Cli.Ended redone = write("credit-raw");
    assertThat(redone.code()).as(redone.err()).isZero();
    assertThat(offline("credit-raw").count())
        .as("the commit says that the rows are there")
        .isEqualTo(1000);
    ObjectNode written = JsonText.read(Files.readAllBytes(manifest(redone)), ObjectNode.class);
    assertThat(written.path("rows").asLong()).isEqualTo(1000);
    String table = written.path("table").asText();
    Files.write(manifest(redone), JsonText.bytes(written.put("table", "another")));
    assertThat(write("credit-raw").out())
        .as("of a group that was deleted")
        .doesNotContain("earlier")
        .contains(table);
    assertThat(cli.store().list("credit-risk/work"))
        .as("nothing is left over")
        .noneMatch(entry -> entry.path().contains("credit-raw") || entry.path().contains("/."));
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }

  @Test
  void aRunOnTheGroupIsTheRunOnTheTable() {
    Cli.Ended written = write("credit-train", "--for-training");
    assertThat(written.code()).as(written.err()).isZero();
    assertThat(written.out()).contains("24 features");
    prepare("table");
    prepare("group", reading("credit-train"));

    Prepared group = new Prepared(cli.artifacts(), "group");
    assertThat(group.fingerprint()).isEqualTo(new Prepared(cli.artifacts(), "table").fingerprint());
    assertThat(group.source().path("kind").asText()).isEqualTo("feature-group");
    assertThat(group.source().path("name").asText()).isEqualTo("feature group credit-train");
    assertThat(group.source().path("snapshot").isIntegralNumber()).isTrue();
  }

  @Test
  void theGroupIsScoredAsTheTableIs() throws IOException {
    assertThat(write("credit-score").code()).isZero();
    Cli.Ended run =
        cli.runIn(
            env, "run", "--run-id", "scorer", "--set", "training.rounds=5", "--set", "gates={}");
    assertThat(run.code()).as(run.err()).isZero();
    Cli.Ended table = cli.runIn(env, "score", "--run-id", "scorer");
    Cli.Ended group = cli.runIn(env, "score", reading("credit-score", "--run-id", "scorer"));

    assertThat(group.code()).as(group.err()).isZero();
    List<String> scores = scores(SparkTest.session(), group);
    assertThat(scores).hasSize(1000).isEqualTo(scores(SparkTest.session(), table));
  }

  /** Key and margin of each scored row. */
  private static List<String> scores(SparkSession spark, Cli.Ended scored) throws IOException {
    String line =
        scored.out().lines().filter(l -> l.startsWith("scores ")).findFirst().orElseThrow();
    Path manifest = Path.of(line.substring("scores".length()).strip());
    List<String> files = new ArrayList<>();
    for (JsonNode file :
        JsonText.read(Files.readAllBytes(manifest), JsonNode.class).path("files")) {
      files.add(manifest.resolveSibling(file.path("path").asText()).toString());
    }
    return texts(
        spark.read().parquet(files.toArray(String[]::new)).select("row_key", "margin", "band"));
  }

  private static void prepare(String run, String... more) {
    List<String> args = new ArrayList<>(List.of("--run-id", run));
    args.addAll(List.of(more));
    Cli.Ended ended = cli.runIn(env, "prepare", args.toArray(String[]::new));
    assertThat(ended.code()).as(ended.err()).isZero();
  }

  @Test
  void otherFeaturesAreNeitherReadNorMixedIn() {
    assertThat(write("credit-one", "--for-training").code()).isZero();
    String other = "features.age.impute=mean";

    Cli.Ended read =
        cli.runIn(env, "prepare", reading("credit-one", "--run-id", "other", "--set", other));
    assertThat(read.code()).isEqualTo(20);
    assertThat(read.err())
        .contains("feature group credit-one has rows that were written for other features")
        .contains("features_sha256 is ");
    Cli.Ended mixed = write("credit-one", "--for-training", "--set", other);
    assertThat(mixed.code()).isEqualTo(2);
    assertThat(mixed.err()).contains("written for other features than this job declares");
    assertThat(offline("credit-one").count()).isEqualTo(1000);

    Cli.Ended narrower = write("credit-one");
    assertThat(narrower.code()).isEqualTo(2);
    assertThat(narrower.err()).contains("credit_risk is not expected");
    Cli.Ended served = write("credit-one", "--for-training", "--online");
    assertThat(served.code()).isEqualTo(2);
    assertThat(served.err()).contains("would serve the label");
  }

  @Test
  void ofTwoAttemptsAtOnceOneStops() {
    Cli.Ended first = write("credit-held", "--set", "source.filter=age > 60");
    assertThat(first.code()).as(first.err()).isZero();
    String id = manifest(first).getParent().getFileName().toString();
    RunPaths work = new RunPaths("credit-risk", "features-credit-held-" + id);
    cli.store().delete("credit-risk/feature-groups/credit-held/" + id);
    try (Lease other = Lease.acquire(cli.store(), work, Lease.PATIENCE)) {
      Cli.Ended second = write("credit-held", "--set", "source.filter=age > 60");

      assertThat(second.code()).isEqualTo(21);
      assertThat(second.err()).contains(work.runId() + " is being worked on");
      other.require();
    }
    cli.store().delete(work.workFolder());
  }

  @Test
  void theOnlineStoreGetsEachRecordAndTheRestIsListed() throws IOException {
    Map<String, Integer> tries = new ConcurrentHashMap<>();
    groups.whenPut(
        record -> {
          String id = StoreGroups.value(record, "record_id");
          int before = tries.merge(id, 1, Integer::sum);
          if (id.startsWith("0")) {
            return Answer.error(503, "ServiceUnavailable", id);
          }
          return id.startsWith("a") && before == 1
              ? Answer.error(400, "ThrottlingException", "Rate exceeded")
              : null;
        });
    String[] args = {"--online", "--online-rate", "5000", "--set", "source.filter=age < 40"};
    Cli.Ended first = write("credit-online", args);

    assertThat(first.code()).isEqualTo(21);
    assertThat(first.err()).contains("Start again to put only those");
    assertThat(cli.outcome("credit-risk", "credit-online-features").retryable()).isTrue();
    long refused = tries.keySet().stream().filter(id -> id.startsWith("0")).count();
    assertThat(refused).isPositive();
    assertThat(groups.records("credit-online")).hasSize((int) (tries.size() - refused));
    JsonNode record = groups.records("credit-online").get(0);
    assertThat(record.path("TargetStores").toString()).isEqualTo("[\"OnlineStore\"]");
    assertThat(StoreGroups.value(record, "features_sha256")).hasSize(64);
    assertThat(Integer.parseInt(StoreGroups.value(record, "age"))).isBetween(18, 39);
    assertThat(tries.entrySet().stream().filter(e -> e.getKey().startsWith("a")))
        .as("throttled once, then accepted")
        .allMatch(e -> e.getValue() == 2);

    Path list = failed("credit-online");
    JsonNode failures = JsonText.read(Files.readAllBytes(list), JsonNode.class);
    assertThat(failures.path("records")).hasSize((int) refused);
    assertThat(failures.path("records").get(0).path("error").asText())
        .isEqualTo("ServiceUnavailable");
    for (String id : tries.keySet()) {
      assertThat(first.err() + Files.readString(list)).doesNotContain(id);
    }

    tries.clear();
    groups.whenPut(one -> null);
    int before = groups.records("credit-online").size();
    Cli.Ended second = write("credit-online", args);
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(groups.records("credit-online").size() - before).isEqualTo((int) refused);
    assertThat(list).doesNotExist();
    assertThat(second.out())
        .contains("online   %,d records".formatted(groups.records("credit-online").size()));
    assertThat(write("credit-online", args).out()).contains("earlier");
    assertThat(groups.records("credit-online")).hasSize(before + (int) refused);
  }

  private static Path failed(String group) {
    Store store = cli.store();
    return store.list("credit-risk/feature-groups/" + group).stream()
        .map(Store.Entry::path)
        .filter(path -> path.endsWith("/failed.json"))
        .map(path -> cli.artifacts().resolve(path))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aDenialEndsTheWritingAtOnce() {
    groups.whenPut(record -> Answer.error(403, "AccessForbidden", "not authorized"));
    long before = groups.proxy().calls().size();
    Cli.Ended denied = write("credit-denied", "--online");
    groups.whenPut(record -> null);

    assertThat(denied.code()).isEqualTo(20);
    assertThat(denied.err()).contains("grant sagemaker:PutRecord");
    assertThat(groups.proxy().calls().size() - before).isLessThan(200);
    Cli.Ended granted = write("credit-denied", "--online", "--online-rate", "5000");
    assertThat(granted.code()).as(granted.err()).isZero();
    assertThat(granted.out()).contains("online   1,000 records");
    assertThat(groups.records("credit-denied")).hasSize(1000);
  }

  @Test
  void saysWhatIsMissing() {
    Cli.Ended absent = cli.runIn(env, "check", reading("nowhere"));
    assertThat(absent.code()).isEqualTo(20);
    assertThat(absent.out() + absent.err()).contains("feature group nowhere does not exist");

    Cli.Ended role = cli.runIn(env, "features", "--to-feature-group", "roleless");
    assertThat(role.code()).isEqualTo(2);
    assertThat(role.err()).contains("pass --role-arn");
    Cli.Ended uri =
        cli.runIn(env, "features", "--to-feature-group", "roleless", "--role-arn", ROLE);
    assertThat(uri.err()).contains("pass --offline-uri s3://...");
    assertThat(write("a_b").err()).contains("--to-feature-group must be letters, digits");
    assertThat(write("slow", "--online-rate", "0").err()).contains("between 1 and 10,000");

    assertThat(write("offline-only", "--set", "source.filter=age > 60").code()).isZero();
    Cli.Ended online = write("offline-only", "--online", "--set", "source.filter=age > 60");
    assertThat(online.code()).isEqualTo(2);
    assertThat(online.err()).contains("has no online store");

    Cli.Ended dry = write("a-dry-run", "--dry-run");
    assertThat(dry.code()).isZero();
    assertThat(dry.out()).contains("name: credit-risk");
    assertThat(groups.proxy().calls()).noneMatch(call -> call.text().contains("a-dry-run"));
  }

  @Test
  void readsTheGroupAtAPointInTime() throws IOException {
    Path job = loans("1,10,2024-01-01T00:00:00Z,0", "1,11,2024-02-01T00:00:00.5Z,0");
    Cli.Ended written = write("loans", "--job", job.toString());
    assertThat(written.code()).as(written.err()).isZero();
    assertThat(group("loans").recordIdentifierFeatureName()).isEqualTo("id");
    assertThat(group("loans").eventTimeFeatureName()).isEqualTo("t");
    assertThat(offline("loans").select("id", "t", "amount").collectAsList())
        .extracting(Row::toString)
        .containsExactlyInAnyOrder(
            "[1,2024-01-01T00:00:00.000Z,10.0]", "[1,2024-02-01T00:00:00.500Z,11.0]");
    // As Feature Store replicates records of its online store: late, again, and deletions.
    insert("9", 90, "2025-01-01", "2025-01-02", false);
    insert("9", 91, "2025-02-01", "2025-03-05", false);
    insert("9", 91, "2025-04-01", "2025-04-02", true);
    insert("8", 80, "2025-06-01", "2025-06-02", false);
    insert("8", 81, "2025-06-01", "2025-06-03", false);

    assertThat(found(job, "{name: loans}")).containsExactly("1 11.0", "8 81.0");
    assertThat(found(job, "{name: loans, asOf: 2025-01-15}")).containsExactly("9 90.0");
    assertThat(found(job, "{name: loans, asOf: 2025-02-15}"))
        .as("91 was not written yet")
        .containsExactly("9 90.0");
    assertThat(found(job, "{name: loans, asOf: 2025-03-10}")).containsExactly("9 91.0");
    assertThat(found(job, "{name: loans, asOf: 2025-05-01}")).as("deleted").isEmpty();
    assertThat(found(job, "{name: loans, asOf: 2025-07-01}")).containsExactly("8 81.0");
  }

  @Test
  void textAmongNumbersIsRefusedOrMissing() throws IOException {
    Path job = loans("1,10,2024-01-01T00:00:00Z,0", "2,N/A,2024-02-01T00:00:00Z,0");
    Cli.Ended refused = write("loans-text", "--job", job.toString());
    assertThat(refused.code()).isEqualTo(30);
    assertThat(refused.err())
        .contains("1 of 2 rows have text in column amount")
        .doesNotContain("N/A");

    String missing = "source.missingValues=[N/A]";
    Cli.Ended written = write("loans-text", "--job", job.toString(), "--set", missing);
    assertThat(written.code()).as(written.err()).isZero();
    assertThat(texts(offline("loans-text").select("id", "amount")))
        .containsExactly("[1,10.0]", "[2,null]");
  }

  @Test
  void aGroupInGluesFormatIsRefused() {
    try (AwsClients aws = new AwsClients(Moto.config(groups.endpoint(), 1))) {
      aws.sageMaker()
          .createFeatureGroup(
              group ->
                  group
                      .featureGroupName("glue-format")
                      .recordIdentifierFeatureName("id")
                      .eventTimeFeatureName("t")
                      .featureDefinitions(List.of(text("id"), text("t")))
                      .offlineStoreConfig(
                          o ->
                              o.tableFormat("Glue").s3StorageConfig(s -> s.s3Uri("s3://" + bucket)))
                      .roleArn(ROLE));
    }
    for (Cli.Ended ended :
        List.of(write("glue-format"), cli.runIn(env, "prepare", reading("glue-format")))) {
      assertThat(ended.code()).isEqualTo(2);
      assertThat(ended.err())
          .contains("feature group glue-format has no offline store in Iceberg's table format");
    }
  }

  private static FeatureDefinition text(String name) {
    return FeatureDefinition.builder().featureName(name).featureType("String").build();
  }

  private static Path loans(String... rows) throws IOException {
    Files.writeString(
        folder.resolve("loans.csv"), "id,amount,t,bad\n" + String.join("\n", rows) + "\n");
    return Files.writeString(
        folder.resolve("loans.yaml"),
        """
        name: loans
        source: {path: loans.csv, key: [id], eventTime: t}
        label: {column: bad, positive: 1}
        features: [{name: amount, kind: numeric}]
        """);
  }

  private static void insert(String id, int amount, String time, String written, boolean deleted) {
    String digest = offline("loans").select("features_sha256").head().getString(0);
    StoreGroups.session()
        .sql(
            "INSERT INTO %s (id, t, amount, features_sha256, write_time, api_invocation_time, is_deleted) VALUES ('%s', '%sT00:00:00.000Z', %d, '%s', TIMESTAMP '%s', TIMESTAMP '%6$s', %7$s)"
                .formatted(groups.table("loans"), id, time, amount, digest, written, deleted));
  }

  /** Key and amount of each row that a job reads from a feature group. */
  private static List<String> found(Path job, String group) {
    EffectiveConfig settings =
        EffectiveConfig.load(
            Optional.of(job.toString()),
            Optional.of(env),
            List.of("source={featureGroup: %s, key: [id], eventTime: t}".formatted(group)));
    ColumnRoles roles = new ColumnRoles(Set.of("id", "amount"), Set.of("amount"), Set.of());
    try (SparkRuntime runtime = new SparkRuntime("loans", settings.env())) {
      runtime.begin(RunStage.SOURCE);
      return runtime
          .open(
              new SourceRequest(
                  new SourceSelection(settings.job().source(), roles),
                  settings.env(),
                  "2026-11-30T00:00:00Z",
                  folder.resolve("intermediate").toString(),
                  Optional.empty()))
          .readRows()
          .select("id", "amount")
          .collectAsList()
          .stream()
          .map(row -> row.get(0) + " " + row.get(1))
          .sorted()
          .toList();
    }
  }
}
