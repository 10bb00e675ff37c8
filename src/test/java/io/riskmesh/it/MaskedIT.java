package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.aws.ArtifactStores;
import io.riskmesh.aws.AwsClients;
import io.riskmesh.aws.Moto;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.EnvConfig;
import io.riskmesh.contract.SchemaValidation;
import io.riskmesh.store.Store;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Has every command work on a table with masked columns, and looks for their values in every file,
 * in what was printed and logged, and in the registry. Row files hold them; their names do not.
 */
@ExtendWith({Moto.class, SparkTest.class})
class MaskedIT {
  private static final Path LOG = Path.of("target/spark-test.log");
  private static final int ROWS = 600;
  private static final int HAMLET = 5;

  @TempDir Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private PrintStream out;
  private PrintStream err;
  private long logged;
  private String job;
  private AwsClients aws;
  private Store store;

  @BeforeEach
  void open(TestInfo test) throws IOException {
    SparkTest.session();
    logged = Files.size(LOG);
    out = System.out;
    err = System.err;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(System.out);
    job = "masked-" + Integer.toHexString(test.getDisplayName().hashCode());
    Files.writeString(folder.resolve("env.yaml"), environment(job));
    Files.writeString(folder.resolve("job.yaml"), job(job));
    rows("rows.csv", ROWS, "");
    EnvConfig env =
        EffectiveConfig.load(
                Optional.of(folder.resolve("job.yaml").toString()),
                Optional.of(folder.resolve("env.yaml").toString()),
                List.of())
            .env();
    aws = new AwsClients(env.aws());
    aws.s3().createBucket(bucket -> bucket.bucket(job));
    store = ArtifactStores.open(env);
  }

  @AfterEach
  void close() {
    System.setOut(out);
    System.setErr(err);
    store.close();
    aws.close();
  }

  private static String environment(String bucket) {
    return """
        catalog: {type: none}
        artifacts: {uri: "s3a://%s/risk"}
        aws: {region: eu-west-1, endpoint: "%s", s3: {endpoint: "%s", pathStyle: true}, attempts: 2}
        registry: {type: sagemaker}
        spark:
          master: local[2]
          conf: {spark.hadoop.fs.s3a.access.key: "%s", spark.hadoop.fs.s3a.secret.key: "%s"}
        """
        .formatted(bucket, Moto.endpoint(), Moto.endpoint(), Moto.ACCESS_KEY, Moto.SECRET_KEY);
  }

  private static String job(String name) {
    return """
        name: %s
        source: {path: rows.csv, key: [customer]}
        label: {column: outcome, positive: CANARY-BAD}
        quality:
          minRows: 100
          rules:
            - {check: allowed, column: outcome, values: [CANARY-BAD, CANARY-GOOD]}
            - {check: nulls, column: region, maxShare: 0.5}
            - {check: range, column: income, min: 0}
        privacy: {mask: [customer, region, income, outcome]}
        features:
          - {name: age, kind: numeric}
          - {name: income, kind: numeric, impute: mean, log1p: true, missingIndicator: true}
        training: {rounds: 5}
        score: {keep: [region]}
        """
        .formatted(name);
  }

  /** A customer each, two regions and a hamlet, and an income that nobody else has. */
  private void rows(String file, int count, String income) throws IOException {
    StringBuilder csv = new StringBuilder("customer,region,age,income,outcome\n");
    for (int i = 0; i < count; i++) {
      String region = i < HAMLET ? "HAMLET" : i % 2 == 0 ? "NORTH" : "SOUTH";
      int age = 20 + i * 37 % 60;
      boolean isBad = (i * 31 + age) % 90 < 30;
      csv.append(
          "CANARY-%d,CANARY-%s,%d,%s,CANARY-%s%n"
              .formatted(
                  i,
                  region,
                  age,
                  income.isEmpty() || i > 0 ? income(i) : income,
                  isBad ? "BAD" : "GOOD"));
    }
    Files.writeString(folder.resolve(file), csv);
  }

  private static int income(int row) {
    return 913_000_007 + row * 1009;
  }

  /** What nobody may read, as it may be written. */
  private static List<String> canaries() {
    List<String> canaries = new ArrayList<>(List.of("CANARY"));
    IntStream.range(0, 2 * ROWS)
        .map(MaskedIT::income)
        .forEach(
            value -> {
              canaries.add(Integer.toString(value));
              canaries.add("%,d".formatted(value));
              canaries.add(Double.toString(value));
            });
    return canaries;
  }

  private void ends(int code, String command, String... more) {
    endsBy(folder.resolve("job.yaml").toString(), code, command, more);
  }

  private void endsBy(String file, int code, String command, String... more) {
    List<String> args = new ArrayList<>(List.of(command.split(" ")));
    args.addAll(List.of("--job", file));
    args.addAll(List.of("--env", folder.resolve("env.yaml").toString()));
    args.addAll(List.of(more));
    Cli.Ended ended = Cli.execute(args);
    assertThat(ended.code()).as(command + ": " + ended.err() + ended.out()).isEqualTo(code);
    System.out.println(ended.out() + ended.err());
  }

  @Test
  void valuesOfMaskedColumnsStandInRowsAlone(SparkSession spark) throws IOException {
    String starter = folder.resolve("starter.yaml").toString();
    String again = folder.resolve("again.yaml").toString();
    ends(0, "check");
    ends(0, "profile", "--write-job", starter, "--show-rows", "3");
    ends(0, "run --dry-run");
    ends(0, "run --run-id first");
    ends(0, "register --run-id first");
    ends(0, "runs document first --as annex-iv");
    ends(0, "runs document first --as mrm");
    ends(0, "runs list");
    ends(0, "runs show first", "--write-job", again);
    ends(0, "score --run-id first");
    rows("rows.csv", 2 * ROWS, "");
    ends(0, "drift --run-id later");
    ends(0, "run --run-id second", "--set", "training.rounds=4");
    ends(0, "runs compare first second");
    String rule = "quality.rules=[{check: allowed, column: region, values: [nowhere]}]";
    ends(30, "prepare --run-id region", "--set", rule);
    ends(30, "prepare --run-id label", "--set", "label.column=region");
    rows("rows.csv", ROWS, "CANARY-INCOME");
    ends(30, "prepare --run-id number");
    ends(30, "score --run-id first --score-id unread");
    ends(20, "score --run-id first", "--set", "privacy.mask=[Region]");
    ends(20, "drift --run-id misspelt", "--set", "privacy.mask=[Region]");

    Map<String, String> told = told(spark);
    assertThat(told.keySet())
        .anyMatch(name -> name.endsWith("runs/first/manifest.json"))
        .anyMatch(name -> name.endsWith("runs/first/model/model.tar.gz"))
        .anyMatch(name -> name.endsWith("runs/first/report/report.html"))
        .anyMatch(name -> name.endsWith("runs/first/monitor/baseline.json"))
        .anyMatch(name -> name.endsWith("runs/first/registry/model-card.json"))
        .anyMatch(name -> name.matches(".*/data/first/[^/]+/train/part-.*\\.parquet"))
        .anyMatch(name -> name.matches(".*/scores/first/.*\\.parquet"))
        .anyMatch(name -> name.matches(".*/scores/first/.*manifest\\.json"))
        .anyMatch(name -> name.endsWith("drift/later/drift.html"))
        .anyMatch(name -> name.matches(".*/profile/.*/profile\\.html"))
        .anyMatch(name -> name.endsWith("registrations/first.json"))
        .anyMatch(name -> name.endsWith("outcomes/region.json"));
    told.put(starter, Files.readString(Path.of(starter)));
    told.put(again, Files.readString(Path.of(again)));
    assertThat(holders(told)).isEmpty();
    for (String written : List.of(starter, again)) {
      assertThat(told.get(written)).contains(EffectiveConfig.WITHHELD);
      endsBy(written, 2, "run");
    }
    assertThat(printed())
        .containsPattern("starter\\.yaml:\\d+: label\\.positive: is missing")
        .containsPattern("again\\.yaml:\\d+: label\\.positive: is missing");
    assertThat(SchemaValidation.requireJob(store, job))
        .contains(
            "outcomes/label.json",
            "outcomes/later.json",
            "outcomes/number.json",
            "outcomes/unread.json",
            "runs/first/features/features.json",
            "runs/first/manifest.json",
            "runs/first/monitor/baseline.json",
            "runs/second/manifest.json");
  }

  @Test
  void withConsentADomainStandsInTheSpecificationAlone(SparkSession spark) throws IOException {
    String feature =
        "features=[{name: age, kind: numeric}, {name: region, kind: categorical, domain: learn%s}]";
    ends(2, "run", "--set", feature.formatted(""));
    ends(0, "run --run-id first", "--set", feature.formatted(", publishDomain: true"));
    ends(0, "score --run-id first", "--set", feature.formatted(", publishDomain: true"));

    Map<String, String> told = told(spark);
    assertThat(holders(told))
        .map(name -> name.replaceFirst(".*/runs/first/", ""))
        .containsExactly("features/features.json", "model/model.tar.gz");
    assertThat(told.get(job + "/runs/first/features/features.json"))
        .contains("CANARY-NORTH", "CANARY-SOUTH", "region#1", "region#2")
        .doesNotContain("HAMLET", "region=CANARY", "region#3");
    assertThat(told.get(job + "/runs/first/model/model.tar.gz"))
        .contains("region#1")
        .doesNotContain("HAMLET", "region=CANARY");
    assertThat(told.get(job + "/runs/first/report/report.html")).contains("region#1");
    assertThat(told)
        .anySatisfy(
            (name, text) -> {
              assertThat(name).matches(".*/data/first/[^/]+/train/part-.*\\.parquet");
              assertThat(text).contains("region#1");
            });
    assertThat(printed()).contains("set publishDomain: true");
    assertThat(SchemaValidation.requireJob(store, job))
        .contains("runs/first/features/features.json", "runs/first/monitor/baseline.json");
  }

  private static List<String> holders(Map<String, String> told) {
    List<String> canaries = canaries();
    return List.copyOf(
        new TreeSet<>(
            told.keySet().stream()
                .filter(name -> canaries.stream().anyMatch((name + told.get(name))::contains))
                .toList()));
  }

  /** What each file says beside the values of rows, by its path; and what the registry says. */
  private Map<String, String> told(SparkSession spark) {
    Map<String, String> told = new LinkedHashMap<>();
    for (Store.Entry file : store.list("")) {
      told.put(file.path(), told(spark, file.path()));
    }
    aws.sageMaker()
        .listModelPackages(request -> request.modelPackageGroupName(job))
        .modelPackageSummaryList()
        .forEach(
            model ->
                told.put(
                    model.modelPackageArn(),
                    aws.sageMaker()
                        .describeModelPackage(r -> r.modelPackageName(model.modelPackageArn()))
                        .toString()));
    assertThat(told.keySet()).anyMatch(name -> name.startsWith("arn:"));
    return told;
  }

  private String told(SparkSession spark, String file) {
    if (file.matches("[^/]+/(work|data|scores)/.*\\.parquet")) {
      return spark.read().parquet(store.uri(file)).schema().json();
    }
    byte[] content = store.read(file).orElseThrow();
    return new String(file.endsWith(".gz") ? unpacked(content) : content, StandardCharsets.UTF_8);
  }

  private static byte[] unpacked(byte[] content) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By the commands, by whoever wrote past them, and into the log; none of it an income. */
  private String printed() throws IOException {
    byte[] log = Files.readAllBytes(LOG);
    String all =
        printed.toString(StandardCharsets.UTF_8)
            + new String(log, (int) logged, log.length - (int) logged, StandardCharsets.ISO_8859_1);
    List<String> canaries = canaries();
    assertThat(all.lines().filter(line -> canaries.stream().anyMatch(line::contains))).isEmpty();
    return all;
  }
}
