package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.aws.FaultProxy;
import io.riskmesh.aws.FaultProxy.Answer;
import io.riskmesh.aws.Mesh;
import io.riskmesh.aws.Moto;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.TableInput;

/**
 * Plants credentials and values of a masked column, has everything happen that is told of
 * somewhere, and looks for them in what was printed, logged and written for people.
 */
@ExtendWith({Moto.class, SparkTest.class})
class SecretsIT {
  private static final Path LOG = Path.of("target/spark-test.log");
  private static final String CUSTOMER = "PLANTED-CUSTOMER-";
  private static final List<String> SECRETS =
      List.of(
          Moto.SECRET_KEY,
          "planted-table-secret",
          "planted-table-token",
          "planted-conf",
          "planted-setting",
          "planted-option",
          "planted-user",
          "planted-variable",
          CUSTOMER);

  /** Set by the build, to {@code planted-variable}. */
  private static final String VARIABLE = "${env:RISKMESH_PLANTED}";

  @TempDir Path folder;

  @Test
  void noneOfThemShowsAnywhere() throws IOException {
    long before = Files.size(LOG);
    StringBuilder said = new StringBuilder();
    Path artifacts = folder.resolve("artifacts");
    Path again = folder.resolve("again.yaml");
    try (Mesh mesh = new Mesh();
        FaultProxy api = new FaultProxy(Moto.endpoint());
        FaultProxy s3 = new FaultProxy(Moto.endpoint())) {
      String bucket = mesh.bucket();
      producer(mesh, bucket);
      api.when((call, behind) -> credentials(call));
      GlueEnvironment env =
          GlueEnvironment.glue(folder).behind(api.endpoint()).withS3(s3.endpoint());
      Cli cli = new Cli(folder);
      String own = env.write();
      String lent = env.withCatalog("{type: glue, access: lakeformation}").write();

      said.append(ends(0, cli.runIn(own, "run", masked("good", "gates={}"))));
      said.append(ends(0, cli.runIn(own, "check", masked(null))));
      said.append(ends(0, cli.runIn(own, "profile", masked(null))));
      said.append(ends(0, cli.runIn(own, "run --dry-run", masked("dry"))));
      said.append(ends(0, cli.runIn(lent, "check", masked(null))));
      String rule = "quality.rules=[{check: allowed, column: customer, values: [nobody]}]";
      said.append(ends(30, cli.runIn(own, "prepare", masked("broken", rule))));
      s3.when(
          (call, behind) -> call.path().contains(bucket) ? Answer.s3(403, "AccessDenied") : null);
      said.append(ends(20, cli.runIn(own, "prepare", masked("denied"))));
      api.when((call, behind) -> Answer.error(403, "SignatureDoesNotMatch", Moto.SECRET_KEY));
      said.append(ends(20, cli.runIn(lent, "prepare", masked("unsigned"))));
      said.append(ends(0, cli.runIn(own, "runs show good", "--write-job", again.toString())));
      said.append(ends(0, cli.runIn(own, "run --dry-run", files())));
      said.append(ends(2, cli.runIn(own, "run", files("training.rounds='" + VARIABLE + "'"))));
      for (String location : List.of("source.path", "artifacts.uri")) {
        String user = location + "=s3a://me:planted-user@bucket/rows.csv";
        said.append(ends(2, cli.runIn(own, "prepare", files(user))));
      }
      String place = "s3a://me:planted-user@bucket";
      said.append(ends(2, cli.runIn(place + "/env.yaml", "prepare")));
      said.append(ends(2, cli.runIn(own, "profile", "--out", place + "/profile")));
      said.append(ends(2, Cli.execute(List.of("generate", "--rows", "9", "--out", place))));
    }
    assertThat(System.getenv("RISKMESH_PLANTED")).isEqualTo("planted-variable");
    assertThat(said)
        .as("printed")
        .contains("account.key.lake: \"" + VARIABLE, "nullValue: \"" + VARIABLE);
    assertThat(said).as("printed").doesNotContain(SECRETS);
    assertThat(log(before)).as("logged").contains("Failure - data_quality").doesNotContain(SECRETS);
    assertThat(again).content().contains(VARIABLE).doesNotContain(SECRETS);
    List<Path> files = forPeople(artifacts);
    assertThat(files)
        .extracting(Path::getFileName)
        .map(Path::toString)
        .contains("manifest.json", "report.html", "profile.html", "broken.json");
    for (Path file : files) {
      assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
          .as(file.toString())
          .doesNotContain(SECRETS);
    }
  }

  private static String ends(int code, Cli.Ended ended) {
    assertThat(ended.code()).as(ended.err() + ended.out()).isEqualTo(code);
    return ended.out() + ended.err();
  }

  /** For a job that reads files, with options of its own. */
  private static String[] files(String... more) {
    List<String> sets = new ArrayList<>(List.of("source={path: /none.csv}"));
    sets.add("source.options={apiKey: planted-option, nullValue: '%s'}".formatted(VARIABLE));
    sets.addAll(List.of(more));
    return masked(null, sets.toArray(String[]::new));
  }

  private static String[] masked(String run, String... more) {
    List<String> args = new ArrayList<>();
    if (run != null) {
      args.addAll(List.of("--run-id", run));
    }
    List<String> sets =
        new ArrayList<>(
            List.of(
                "source.key=[customer]",
                "privacy.mask=[customer]",
                "training.rounds=5",
                "score.keep=['%s']".formatted(VARIABLE),
                "spark.conf.spark.hadoop.fs.s3a.bucket.other.secret.key=planted-conf",
                "spark.conf.spark.hadoop.x.header=planted-setting",
                "spark.conf.spark.hadoop.fs.azure.account.key.lake=" + VARIABLE));
    sets.addAll(List.of(more));
    sets.forEach(set -> args.addAll(List.of("--set", set)));
    return args.toArray(String[]::new);
  }

  /** The credits with a customer each. */
  private static void producer(Mesh mesh, String bucket) throws IOException {
    List<String> lines = Files.readAllLines(Path.of("test-data/credit_card/credit_card.csv"));
    StringBuilder csv = new StringBuilder(lines.get(0)).append(",customer\n");
    for (int i = 1; i < lines.size(); i++) {
      csv.append(lines.get(i)).append(',').append(CUSTOMER).append(i).append('\n');
    }
    mesh.put(bucket, "cards/1.csv", csv.toString().getBytes(StandardCharsets.UTF_8));
    List<Column> columns = new ArrayList<>(Mesh.credits());
    columns.add(Column.builder().name("customer").type("string").build());
    mesh.database("producer_credit");
    mesh.databaseLink("rl_credit-card", "producer_credit");
    mesh.table(
        "producer_credit",
        TableInput.builder()
            .name("credit_card")
            .parameters(Map.of("skip.header.line.count", "1"))
            .storageDescriptor(Mesh.crawledCsv(columns, "s3://%s/cards/".formatted(bucket)))
            .build());
  }

  private static Answer credentials(FaultProxy.Call call) {
    return call.path().contains("GetTemporaryGlueTableCredentials")
        ? Answer.json(
            200,
            """
            {"AccessKeyId": "ASIAPLANTED", "SecretAccessKey": "planted-table-secret",
             "SessionToken": "planted-table-token", "Expiration": %d}
            """
                .formatted(Instant.now().plusSeconds(3600).getEpochSecond()))
        : null;
  }

  private static String log(long from) throws IOException {
    byte[] all = Files.readAllBytes(LOG);
    return new String(all, (int) from, all.length - (int) from, StandardCharsets.ISO_8859_1);
  }

  /** All but the rows themselves, which the data and work folders hold. */
  private static List<Path> forPeople(Path artifacts) throws IOException {
    try (var files = Files.walk(artifacts)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().matches(".*/(data|work)/.*"))
          .toList();
    }
  }
}
