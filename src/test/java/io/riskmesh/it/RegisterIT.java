package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riskmesh.SparkTest;
import io.riskmesh.aws.ArtifactStores;
import io.riskmesh.aws.AwsClients;
import io.riskmesh.aws.FaultProxy;
import io.riskmesh.aws.FaultProxy.Answer;
import io.riskmesh.aws.Moto;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.OutcomeFile;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelPackageResponse;

/** Runs whose artifacts lie in a bucket, registered by {@code run} and by {@code register}. */
@ExtendWith({SparkTest.class, Moto.class})
@TestMethodOrder(OrderAnnotation.class)
class RegisterIT {
  private static final String BUCKET = "risk-models";

  @TempDir static Path folder;
  private static final AtomicReference<FaultProxy.Rule> FAULT = new AtomicReference<>();
  private static FaultProxy proxy;
  private static EffectiveConfig settings;
  private static Store store;
  private static AwsClients aws;

  @BeforeAll
  static void open() throws IOException {
    SparkTest.session();
    proxy =
        new FaultProxy(Moto.endpoint())
            .when((call, behind) -> FAULT.get() == null ? null : FAULT.get().answer(call, behind));
    Path env = Files.writeString(folder.resolve("env.yaml"), environment());
    settings = EffectiveConfig.load(Optional.empty(), Optional.of(env.toString()), List.of());
    aws = new AwsClients(settings.env().aws());
    aws.s3().createBucket(b -> b.bucket(BUCKET));
    store = ArtifactStores.open(settings.env());
  }

  /** Files go to the server itself: what is counted and disturbed are SageMaker's calls. */
  private static String environment() {
    return """
        catalog:
          type: embedded
          warehouse: warehouse
          seed: {rl_credit-card.credit_card: %s}
        artifacts: {uri: "s3a://%s/risk"}
        aws: {region: eu-west-1, endpoint: "%s", s3: {endpoint: "%s", pathStyle: true}, attempts: 2}
        registry: {type: sagemaker}
        spark:
          master: local[2]
          conf: {spark.hadoop.fs.s3a.access.key: "%s", spark.hadoop.fs.s3a.secret.key: "%s"}
        """
        .formatted(
            Path.of("test-data/credit_card/credit_card.csv").toAbsolutePath(),
            BUCKET,
            proxy.endpoint(),
            Moto.endpoint(),
            Moto.ACCESS_KEY,
            Moto.SECRET_KEY);
  }

  @AfterAll
  static void close() {
    store.close();
    aws.close();
    proxy.close();
  }

  private static Cli.Ended run(String command, String... more) {
    List<String> args = new ArrayList<>(List.of(command.split(" ")));
    args.addAll(List.of("--env", folder.resolve("env.yaml").toString()));
    args.addAll(List.of(more));
    return Cli.execute(args);
  }

  /** The first run under another name and with another verdict, as if it had been trained again. */
  private static void publishAgain(String runId, String verdict) {
    String from = new RunPaths("credit-risk", "first").published("");
    String to = new RunPaths("credit-risk", runId).published("");
    for (Store.Entry entry : store.list("credit-risk/runs/first")) {
      byte[] content = store.read(entry.path()).orElseThrow();
      store.write(to + entry.path().substring(from.length()), content);
    }
    RunPaths paths = new RunPaths("credit-risk", runId);
    ObjectNode manifest =
        JsonText.read(store.read(paths.manifest()).orElseThrow(), ObjectNode.class);
    manifest.put("runId", runId).put("verdict", verdict);
    store.write(paths.manifest(), JsonText.bytes(manifest));
  }

  private static Cli.Ended finish(String runId) {
    return run("run", "--run-id", runId, "--set", "training.rounds=20");
  }

  private static int packages() {
    return aws.sageMaker()
        .listModelPackages(r -> r.modelPackageGroupName("credit-risk"))
        .modelPackageSummaryList()
        .size();
  }

  private static OutcomeFile outcome(String runId) {
    byte[] bytes = store.read(new RunPaths("credit-risk", runId).outcome()).orElseThrow();
    return JsonText.read(bytes, OutcomeFile.class);
  }

  @Test
  @Order(1)
  void checkSaysThatTheGroupWillBeMade() {
    Cli.Ended check = run("check");

    assertThat(check.code()).as(check.out()).isZero();
    assertThat(check.out()).contains("ok     registry       model package group credit-risk");
    assertThat(check.out()).contains("will be created");
    assertThat(proxy.count("CreateModelPackageGroup")).isZero();
  }

  @Test
  @Order(2)
  void runPublishesAndRegisters() {
    Cli.Ended ended = run("run", "--run-id", "first", "--set", "training.rounds=20");

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.err()).contains("  register  credit-risk version 1, PendingManualApproval");
    assertThat(ended.out())
        .contains("package  arn:aws:sagemaker:eu-west-1:123456789012:model-package/credit-risk/1")
        .contains("approve  aws sagemaker update-model-package --region eu-west-1");
    RunPaths paths = new RunPaths("credit-risk", "first");
    Manifest manifest = Manifest.read(store, paths).orElseThrow();
    DescribeModelPackageResponse there =
        aws.sageMaker()
            .describeModelPackage(
                r ->
                    r.modelPackageName(
                        "arn:aws:sagemaker:eu-west-1:123456789012:model-package/credit-risk/1"));
    assertThat(there.inferenceSpecification().containers().get(0).modelDataUrl())
        .isEqualTo("s3://risk-models/risk/credit-risk/runs/first/model/model.tar.gz");
    String digest = there.modelMetrics().modelQuality().statistics().contentDigest();
    byte[] evaluation =
        aws.s3()
            .getObjectAsBytes(
                r -> r.bucket(BUCKET).key("risk/credit-risk/runs/first/evaluation/evaluation.json"))
            .asByteArray();
    assertThat(digest).isEqualTo("sha256:" + FileHashes.sha256(evaluation));
    assertThat(there.modelMetrics().explainability().report().s3Uri())
        .isEqualTo(
            "s3://risk-models/risk/credit-risk/runs/first/registry/explainability/analysis.json");
    assertThat(there.driftCheckBaselines().modelDataQuality().statistics().s3Uri())
        .endsWith("/runs/first/registry/data-quality/statistics.json");
    assertThat(there.modelMetrics().bias().report().s3Uri())
        .endsWith("/runs/first/registry/bias/analysis.json");
    assertThat(there.customerMetadataProperties())
        .containsEntry("riskmesh.as-of", manifest.asOf())
        .containsEntry("riskmesh.source", "rl_credit-card.credit_card");
    assertThat(store.list(paths.workFolder())).isEmpty();
    assertThat(outcome("first").code()).isZero();
  }

  @Test
  @Order(3)
  void registerShowsWhatIsRegistered() {
    Cli.Ended latest = run("register", "--run-id", "latest");

    assertThat(latest.code()).as(latest.err()).isZero();
    assertThat(latest.out()).contains("model-package/credit-risk/1  PendingManualApproval");
    assertThat(finish("first").out()).contains("model-package/credit-risk/1");
    assertThat(packages()).isEqualTo(1);
    assertThat(run("check").out()).doesNotContain("will be created");
  }

  @Test
  @Order(4)
  void aRunThatCannotBeRegisteredIsPublishedAndRegisteredLater() {
    FAULT.set(
        (call, behind) ->
            call.isFor("CreateModelPackage")
                ? Answer.error(400, "ThrottlingException", "Rate exceeded")
                : null);
    publishAgain("second", "accepted");
    Cli.Ended ended = finish("second");

    assertThat(ended.code()).isEqualTo(21);
    assertThat(ended.out()).contains("ACCEPTED").contains("report").doesNotContain("package");
    assertThat(ended.err()).contains("  register  failed: the run remains published");
    assertThat(outcome("second").retryable()).isTrue();
    assertThat(outcome("second").message())
        .contains("run second is published, but its model is not registered")
        .contains("ThrottlingException")
        .endsWith("riskmesh register --run-id second");
    assertThat(Manifest.read(store, new RunPaths("credit-risk", "second"))).isPresent();
    assertThat(run("runs list").out()).contains("* second");

    FAULT.set(
        (call, behind) -> Answer.error(400, "AccessDeniedException", "User is not authorized"));
    Cli.Ended denied = run("register", "--run-id", "second");
    assertThat(denied.code()).isEqualTo(20);
    assertThat(denied.err()).contains("grant sagemaker:DescribeModelPackageGroup");
    assertThat(run("check").out()).contains("FAILED registry ");

    FAULT.set(null);
    assertThat(finish("second").err()).contains("  register  credit-risk version 2");
    assertThat(outcome("second").code()).isZero();
    assertThat(packages()).isEqualTo(2);
  }

  @Test
  @Order(5)
  void aRefusedRunIsNotRegisteredUnlessSomebodyAsksForIt() {
    publishAgain("bad", "refused");
    Cli.Ended ended = finish("bad");

    assertThat(ended.code()).isEqualTo(40);
    assertThat(ended.err()).doesNotContain("  register ");
    assertThat(packages()).isEqualTo(2);
    Cli.Ended asked = run("register", "--run-id", "bad", "--set", "registry.approval=verdict");
    assertThat(asked.code()).as(asked.err()).isZero();
    assertThat(asked.out()).contains("credit-risk/3  Rejected").doesNotContain("approve");
  }

  @Test
  @Order(6)
  void whatIsNotThereIsNamed() {
    Cli.Ended nothing = run("register", "--run-id", "nothing");
    assertThat(nothing.code()).isEqualTo(20);
    assertThat(nothing.err()).contains("run nothing of job credit-risk is not published");

    Cli.Ended none = run("register", "--run-id", "latest", "--set", "name=other");
    assertThat(none.code()).isEqualTo(20);
    assertThat(none.err()).contains("job other has no accepted run");
    assertThat(run("register").code()).isEqualTo(2);
    assertThat(run("register", "--run-id", "../x").code()).isEqualTo(2);
  }

  @Test
  @Order(7)
  void withoutARegistryThereIsNothingToRegisterWith() {
    Cli.Ended ended = run("register", "--run-id", "first", "--set", "registry.type=none");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("registry.type: none");
    assertThat(outcome("first").code()).as("its outcome is not the run's").isZero();
  }

  @Test
  @Order(8)
  void nothingThatWasWrittenHoldsASecret() {
    for (Store.Entry entry : store.list("credit-risk")) {
      if (!entry.path().endsWith(".parquet")) {
        assertThat(new String(store.read(entry.path()).orElseThrow(), StandardCharsets.ISO_8859_1))
            .as(entry.path())
            .doesNotContain(Moto.SECRET_KEY)
            .doesNotContain(Moto.ACCESS_KEY);
      }
    }
  }
}
