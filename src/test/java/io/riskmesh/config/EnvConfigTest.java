package io.riskmesh.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.config.AwsConfig.S3Config;
import io.riskmesh.config.EnvConfig.Spark;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvConfigTest {
  @TempDir Path folder;

  @Test
  void fillsInEveryDefault() {
    assertThat(new Loading(folder).load(Loading.JOB, "artifacts: {uri: out}").env())
        .isEqualTo(
            new EnvConfig(
                new CatalogConfig(
                    CatalogConfig.CatalogType.NONE,
                    Optional.empty(),
                    Map.of(),
                    Optional.empty(),
                    CatalogConfig.Access.CALLER,
                    "primary",
                    Duration.ofMinutes(30)),
                new AwsConfig(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    new S3Config(Optional.empty(), false, Optional.empty()),
                    10),
                folder.resolve("out").toString(),
                RegistryConfig.none(),
                SignOffConfig.NONE,
                TrackingConfig.NONE,
                new Spark(Optional.empty(), Map.of())));
  }

  @Test
  void mapsEveryKey() {
    String yaml =
        """
        catalog:
          type: embedded
          warehouse: ../warehouse
          seed: {rl_credit-card.credit_card: data/c.csv, A.B: /abs/b.csv}
        artifacts: {uri: "s3://bucket/${env:PREFIX}"}
        aws:
          region: eu-west-1
          endpoint: http://localhost:5000
          role: arn:aws:iam::123456789012:role/night
          s3:
            endpoint: http://localhost:9000
            pathStyle: true
            kmsKey: arn:aws:kms:eu-west-1:123456789012:key/k
          attempts: 3
        registry:
          type: sagemaker
          group: credit-risk
          image: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/riskmesh:1
          approval: verdict
          realtime: [ml.m5.large]
          transform: [ml.m5.xlarge]
        signOff: {promote: [validator], approve: [validator, model-owner]}
        tracking:
          environment: production
          timeout: 5s
          mlflow: {uri: https://mlflow.example/risk, experiment: nights, model: credit-risk}
          openlineage:
            uri: http://marquez:5000/api/v1/lineage
            file: false
            namespace: risk
            parent: air/flow/night.train/0195d1f0-0000-7000-8000-000000000001
          metrics: emf
        spark:
          master: local[*]
          conf: {spark.task.cpus: 2, spark.ui.enabled: false, spark.x: "007", spark.none: null}
        """;

    assertThat(new Loading(folder, Map.of("PREFIX", "p/q")).load(Loading.JOB, yaml).env())
        .isEqualTo(
            new EnvConfig(
                new CatalogConfig(
                    CatalogConfig.CatalogType.EMBEDDED,
                    Optional.of(folder.resolveSibling("warehouse").toString()),
                    Map.of(
                        "rl_credit-card.credit_card",
                        folder.resolve("data/c.csv").toString(),
                        "A.B",
                        "/abs/b.csv"),
                    Optional.empty(),
                    CatalogConfig.Access.CALLER,
                    "primary",
                    Duration.ofMinutes(30)),
                new AwsConfig(
                    Optional.of("eu-west-1"),
                    Optional.of("http://localhost:5000"),
                    Optional.of("arn:aws:iam::123456789012:role/night"),
                    new S3Config(
                        Optional.of("http://localhost:9000"),
                        true,
                        Optional.of("arn:aws:kms:eu-west-1:123456789012:key/k")),
                    3),
                "s3://bucket/p/q",
                new RegistryConfig(
                    RegistryConfig.RegistryType.SAGEMAKER,
                    Optional.of("credit-risk"),
                    Optional.of("123456789012.dkr.ecr.eu-west-1.amazonaws.com/riskmesh:1"),
                    RegistryConfig.Approval.VERDICT,
                    List.of("ml.m5.large"),
                    List.of("ml.m5.xlarge")),
                new SignOffConfig(List.of("validator"), List.of("validator", "model-owner")),
                new TrackingConfig(
                    "production",
                    Duration.ofSeconds(5),
                    Optional.of(
                        new MlflowConfig(
                            "https://mlflow.example/risk",
                            Optional.of("nights"),
                            Optional.of("credit-risk"))),
                    Optional.of(
                        new LineageConfig(
                            Optional.of("http://marquez:5000/api/v1/lineage"),
                            false,
                            "risk",
                            Optional.of(
                                "air/flow/night.train/0195d1f0-0000-7000-8000-000000000001"))),
                    Optional.of(TrackingConfig.MetricsFormat.EMF)),
                new Spark(
                    Optional.of("local[*]"),
                    Map.of(
                        "spark.task.cpus", "2", "spark.ui.enabled", "false", "spark.x", "007"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "catalog.type=glu | catalog.type: must be one of embedded, glue, hive, athena, none, is \"glu\"",
        "catalog.type=embedded | catalog.warehouse: is missing",
        "catalog.warehouse=w | catalog.warehouse: is only valid together with catalog.type: embedded",
        "catalog={type: embedded, warehouse: 's3://b/w'} | catalog.warehouse: must be a local folder, is \"s3://b/w\"",
        "catalog={type: embedded, warehouse: w, seed: {t: x.csv}} | catalog.seed.t: the key must be database.table",
        "catalog={type: embedded, warehouse: w, seed: {a.t: 3}} | catalog.seed.a.t: must be text, is 3",
        "artifacts.uri=null | artifacts.uri: is missing",
        "artifacts.uri=' ' | artifacts.uri: must not be empty",
        "artifacts.url=x | artifacts.url: unknown key, did you mean uri?",
        "catalog={type: hive, id: 123456789012} | catalog.id: is only valid together with catalog.type: glue or athena",
        "catalog={type: glue, id: 12} | catalog.id: must be an account of 12 digits, is 12",
        "catalog={type: athena, timeout: 0s} | catalog.timeout: must be a duration above zero such as 36h, 2d or PT36H, is \"0s\"",
        "registry.type=sage | registry.type: must be one of none, sagemaker, is \"sage\"",
        "registry.group=g | registry.group: is only valid together with registry.type: sagemaker",
        "registry={type: sagemaker} | artifacts.uri: must be on S3 (s3:// or s3a://) with registry.type: sagemaker, which reads nothing else",
        "aws.endpoint=localhost | aws.endpoint: must be a URL such as http://localhost:5000, is \"localhost\"",
        "aws.endpoint=http://u:pw@localhost | aws.endpoint: must be a URL such as http://localhost:5000, is \"http://***@localhost\"",
        "aws.role=admin | aws.role: must be the ARN of a role, is \"admin\"",
        "aws.attempts=0 | aws.attempts: must be a whole number from 1 to 50, is 0",
        "tracking.environment='a b' | tracking.environment: must be letters, digits, dots, hyphens and underscores, at most 60, is \"a b\"",
        "tracking.timeout=2m | tracking.timeout: must be a duration of 1s to 60s, is \"2m\"",
        "tracking.mlflow={} | tracking.mlflow.uri: is missing",
        "tracking.mlflow={uri: 'http://x/?token=s'} | tracking.mlflow.uri: must be a URL such as http://localhost:5000, without user, password and query",
        "tracking.mlflow={uri: 'http://x', model: m} | tracking.mlflow.model: needs artifacts.uri on S3 (s3:// or s3a://): MLflow accepts no model in a local folder",
        "tracking.openlineage={parent: night} | tracking.openlineage.parent: must be namespace/job/run, where run is a UUID, is \"night\"",
        "tracking.metrics=prometheus | tracking.metrics: must be emf, is \"prometheus\"",
        "spark.master=4 | spark.master: must be text, is 4",
        "spark.config.x=4 | spark.config: unknown key, did you mean conf?",
        "spark.conf={spark.sql.x: {y: 1}} | spark.conf.spark.sql.x: must be a single value, is a section",
        "spark.conf={spark.my.password: [p4ss]} | spark.conf.spark.my.password: must be a single value, is ***",
        "spark.conf={hive.x: 1} | spark.conf.hive.x: a Spark setting must start with spark.",
      })
  void namesKeyValueAndWhatIsAllowed(String set, String problem) {
    assertThat(new Loading(folder).problemsWith(set))
        .singleElement()
        .satisfies(
            line ->
                assertThat(line.replaceFirst("^(--set|env\\.yaml:\\d+): ", "")).isEqualTo(problem));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "group: a_b | group: must be letters, digits and inner hyphens, at most 63, is \"a_b\"",
        "group: a----------------------------------------------------------------b | group: must be letters, digits and inner hyphens, at most 63, is \"a----------------------------------------------------------------b\"",
        "realtime: [m5.large] | realtime.0: must be an instance type such as ml.m5.large, is \"m5.large\"",
        "transform: [] | transform: must not be empty",
      })
  void aRegistryKeepsToSageMakersNames(String key, String problem) {
    assertThat(registryProblems(key)).containsExactly("--set: registry." + problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ml.m7g.large",
        "ml.c7gn.xlarge",
        "ml.r8gd.2xlarge",
        "ml.t4g.medium",
        "ml.x2gd.large",
        "ml.is4gen.large",
        "ml.g5g.xlarge"
      })
  void theManagedImageRunsOnNoGraviton(String instance) {
    String problem =
        "--set: registry.%s.0: "
            + instance
            + " has an ARM processor (Graviton), and SageMaker's image sagemaker-xgboost:3.2-0 is for"
            + " x86 alone: choose another type, or set registry.image to an image for ARM";
    String image = ", image: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/";

    for (String key : List.of("realtime", "transform")) {
      String types = "%s: [%s]".formatted(key, instance);
      assertThat(registryProblems(types)).containsExactly(problem.formatted(key));
      assertThat(registryProblems(types + image + "sagemaker-xgboost:3.2-0"))
          .containsExactly(problem.formatted(key));
      RegistryConfig own = registry(types + image + "riskmesh:1");
      assertThat(key.equals("realtime") ? own.realtime() : own.transform())
          .containsExactly(instance);
    }
  }

  @Test
  void theManagedImageRunsOnEveryOtherType() {
    List<String> types =
        List.of(
            "ml.m6i.large",
            "ml.c6in.large",
            "ml.m7i-flex.large",
            "ml.g4dn.xlarge",
            "ml.g5.xlarge",
            "ml.g6e.xlarge",
            "ml.gr6.4xlarge",
            "ml.p4d.24xlarge");

    assertThat(registry("realtime: " + types).realtime()).isEqualTo(types);
  }

  private RegistryConfig registry(String keys) {
    return new Loading(folder).load(Loading.JOB, Loading.ENV, withRegistry(keys)).env().registry();
  }

  private List<String> registryProblems(String keys) {
    return new Loading(folder).problemsWith(withRegistry(keys));
  }

  private static String[] withRegistry(String keys) {
    return new String[] {
      "artifacts.uri=s3://b/p", "registry={type: sagemaker, %s}".formatted(keys)
    };
  }

  @Test
  void printsNoSecretWhenLogged() {
    EnvConfig env =
        new Loading(folder)
            .load(Loading.JOB, Loading.ENV, "spark.conf.spark.hadoop.fs.s3a.secret.key=hush")
            .env();

    assertThat(env.spark().conf()).containsValue("hush");
    assertThat(env.toString()).doesNotContain("hush").contains("***");
  }
}
