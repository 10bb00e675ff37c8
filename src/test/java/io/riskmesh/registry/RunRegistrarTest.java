package io.riskmesh.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.Python;
import io.riskmesh.aws.AwsClients;
import io.riskmesh.aws.FaultProxy;
import io.riskmesh.aws.Moto;
import io.riskmesh.config.EnvConfig;
import io.riskmesh.config.RegistryConfig.Approval;
import io.riskmesh.config.SignOffConfig;
import io.riskmesh.runs.Manifest;
import io.riskmesh.runs.SignOffLog;
import io.riskmesh.runs.SignOffRecord.SignOffDecision;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelPackageResponse;
import software.amazon.awssdk.services.sagemaker.model.DriftCheckBaselines;
import software.amazon.awssdk.services.sagemaker.model.MetricsSource;
import software.amazon.awssdk.services.sagemaker.model.ModelApprovalStatus;
import software.amazon.awssdk.services.sagemaker.model.ModelMetrics;
import software.amazon.awssdk.services.sagemaker.model.ModelPackageContainerDefinition;
import software.amazon.awssdk.services.sagemaker.model.ModelPackageSummary;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantInstanceType;
import software.amazon.awssdk.services.sagemaker.model.TransformInstanceType;

/** Registration over HTTP, and what can be read back. */
@ExtendWith(Moto.class)
class RunRegistrarTest {
  @TempDir Path folder;
  private Store store;
  private FaultProxy proxy;
  private AwsClients aws;

  @BeforeEach
  void open() {
    Moto.reset();
    store = new Bucket(Store.openAt(folder.toString(), Map.of()), "s3a://models/risk");
    proxy = new FaultProxy(Moto.endpoint());
    aws = new AwsClients(Moto.config(proxy.endpoint(), 2));
  }

  @AfterEach
  void close() {
    aws.close();
    proxy.close();
  }

  private RunRegistrar registrar(Approval approval) {
    return new RunRegistrar(Environments.sageMaker(proxy.endpoint(), approval), store, aws);
  }

  private RegistrationRecord register(RunPaths paths) {
    return registrar(Approval.PENDING).register(paths);
  }

  private DescribeModelPackageResponse described(RegistrationRecord registration) {
    return aws.sageMaker().describeModelPackage(r -> r.modelPackageName(registration.arn()));
  }

  private List<ModelPackageSummary> packages() {
    return aws.sageMaker()
        .listModelPackages(r -> r.modelPackageGroupName(Runs.JOB))
        .modelPackageSummaryList();
  }

  /**
   * The registry takes precedence over records in the artifacts; names with the same beginning
   * differ.
   */
  @Test
  void tellsWhichRunsHaveAPackage() {
    RegistrationRecord registration = register(Runs.accepted(store, "night-1"));
    List<String> runs = List.of("night-1", "night-10", "night-2");
    store.delete(new RunPaths(Runs.JOB, "night-1").registration());

    assertThat(registrar(Approval.PENDING).findPackages(Runs.JOB, runs))
        .containsExactly(Map.entry("night-1", registration.arn()));
    assertThat(registrar(Approval.PENDING).findPackages("no-group", runs)).isEmpty();
  }

  @Test
  void whatWasSentComesBack() {
    DescribeModelPackageResponse there = described(register(Runs.accepted(store, "night-1")));

    ModelPackageContainerDefinition container = there.inferenceSpecification().containers().get(0);
    assertThat(container.image())
        .isEqualTo("141502667606.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-xgboost:3.2-0");
    assertThat(container.modelDataUrl())
        .isEqualTo("s3://models/risk/credit-risk/runs/night-1/model/model.tar.gz");
    assertThat(container.framework()).isEqualTo("XGBOOST");
    assertThat(container.frameworkVersion()).isEqualTo("3.2");
    assertThat(container.environment())
        .containsOnly(
            Map.entry("SAGEMAKER_PROGRAM", "inference.py"),
            Map.entry("SAGEMAKER_SUBMIT_DIRECTORY", "/opt/ml/model/code"),
            Map.entry("SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT", "*/*"),
            Map.entry("PIP_NO_BUILD_ISOLATION", "false"));
    assertThat(there.inferenceSpecification().supportedContentTypes())
        .isEqualTo(there.inferenceSpecification().supportedResponseMIMETypes())
        .containsExactly("application/json", "application/jsonlines", "text/csv");
    assertThat(there.inferenceSpecification().supportedRealtimeInferenceInstanceTypes())
        .containsExactly(ProductionVariantInstanceType.ML_M5_LARGE);
    assertThat(there.inferenceSpecification().supportedTransformInstanceTypes())
        .containsExactly(TransformInstanceType.ML_M5_XLARGE);
    MetricsSource statistics = there.modelMetrics().modelQuality().statistics();
    assertThat(statistics.s3Uri())
        .isEqualTo("s3://models/risk/credit-risk/runs/night-1/evaluation/evaluation.json");
    assertThat(statistics.contentType()).isEqualTo("application/json");
    assertThat(statistics.contentDigest()).isEqualTo("sha256:" + Runs.EVALUATION);
    assertThat(there.modelApprovalStatusAsString()).isEqualTo("PendingManualApproval");
    assertThat(there.modelPackageDescription())
        .isEqualTo(
            "riskmesh run night-1 of job credit-risk, as of 2026-11-23T06:26:17Z: accepted, no gates, test auc 0.8206");
  }

  @Test
  void anOlderModelWithoutCodeIsNotServedInScriptMode() {
    DescribeModelPackageResponse there = described(register(Runs.withoutCode(store, "night-1")));

    assertThat(there.inferenceSpecification().containers().get(0).environment()).isEmpty();
    assertThat(there.inferenceSpecification().supportedContentTypes()).containsExactly("text/csv");
  }

  @Test
  void anImageOfOurOwnTakesRecordsWithoutScriptMode() {
    Optional<String> image =
        Optional.of("444455556666.dkr.ecr.eu-west-1.amazonaws.com/riskmesh-scoring:0.1.0");
    RegistrationRecord made =
        new RunRegistrar(
                Environments.sageMaker(proxy.endpoint(), Approval.PENDING, image), store, aws)
            .register(Runs.accepted(store, "night-1"));

    DescribeModelPackageResponse there = described(made);
    ModelPackageContainerDefinition container = there.inferenceSpecification().containers().get(0);
    assertThat(container.image()).isEqualTo(image.get());
    assertThat(container.environment()).isEmpty();
    assertThat(there.inferenceSpecification().supportedContentTypes())
        .containsExactly("application/json", "application/jsonlines", "text/csv");
  }

  private static final List<String> FILES =
      List.of(
          PackageFiles.MODEL_CARD,
          PackageFiles.DATA_STATISTICS,
          PackageFiles.DATA_CONSTRAINTS,
          PackageFiles.MODEL_CONSTRAINTS,
          PackageFiles.EXPLAINABILITY,
          PackageFiles.BIAS);

  private static void isFile(MetricsSource source, String file) {
    assertThat(source.s3Uri()).isEqualTo("s3://models/risk/credit-risk/runs/night-1/" + file);
    assertThat(source.contentType()).isEqualTo("application/json");
    assertThat(source.contentDigest())
        .isEqualTo("sha256:" + FileHashes.sha256(JsonText.bytes(Map.of("file", file))));
  }

  @Test
  void everyFileHasItsSlot() {
    DescribeModelPackageResponse there =
        described(register(Runs.described(store, "night-1", FILES)));

    ModelMetrics metrics = there.modelMetrics();
    isFile(metrics.modelQuality().constraints(), PackageFiles.MODEL_CONSTRAINTS);
    isFile(metrics.modelDataQuality().statistics(), PackageFiles.DATA_STATISTICS);
    isFile(metrics.modelDataQuality().constraints(), PackageFiles.DATA_CONSTRAINTS);
    isFile(metrics.bias().report(), PackageFiles.BIAS);
    isFile(metrics.explainability().report(), PackageFiles.EXPLAINABILITY);
    DriftCheckBaselines baselines = there.driftCheckBaselines();
    assertThat(baselines.modelQuality().statistics())
        .isEqualTo(metrics.modelQuality().statistics());
    isFile(baselines.modelQuality().constraints(), PackageFiles.MODEL_CONSTRAINTS);
    isFile(baselines.modelDataQuality().statistics(), PackageFiles.DATA_STATISTICS);
    isFile(baselines.modelDataQuality().constraints(), PackageFiles.DATA_CONSTRAINTS);
    isFile(baselines.bias().preTrainingConstraints(), PackageFiles.BIAS);
    isFile(baselines.bias().postTrainingConstraints(), PackageFiles.BIAS);
    isFile(baselines.explainability().constraints(), PackageFiles.EXPLAINABILITY);
    // The server forgets model cards: what was sent is what counts.
    JsonNode sent = sent();
    assertThat(sent.path("ModelCard").path("ModelCardStatus").asText()).isEqualTo("PendingReview");
    assertThat(sent.path("ModelCard").path("ModelCardContent").asText())
        .isEqualTo("{\"file\":\"registry/model-card.json\"}");
  }

  private JsonNode sent() {
    String body =
        proxy.calls().stream()
            .filter(call -> call.isFor("CreateModelPackage"))
            .map(FaultProxy.Call::text)
            .collect(Collectors.joining());
    return JsonText.read(body.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }

  @Test
  void anOlderRunHasNoSuchSlots() {
    register(Runs.accepted(store, "night-1"));

    JsonNode sent = sent();
    assertThat(sent.has("ModelCard")).isFalse();
    assertThat(sent.path("ModelMetrics").fieldNames()).toIterable().containsExactly("ModelQuality");
    assertThat(sent.path("ModelMetrics").path("ModelQuality").fieldNames())
        .toIterable()
        .containsExactly("Statistics");
    assertThat(sent.path("DriftCheckBaselines").fieldNames())
        .toIterable()
        .containsExactly("ModelQuality");
  }

  @Test
  void aModelCardThatWasChangedIsNotSent() {
    RunPaths paths = Runs.described(store, "night-1", FILES);
    store.write(paths.published(PackageFiles.MODEL_CARD), JsonText.bytes(Map.of("other", 1)));

    assertThatThrownBy(() -> register(paths))
        .hasMessageContaining("is not the file that run night-1 published");
    assertThat(proxy.count("CreateModelPackage")).isZero();
  }

  @Test
  void thePackageTellsItsLineage() {
    RunPaths paths = Runs.accepted(store, "night-1");

    assertThat(described(register(paths)).customerMetadataProperties())
        .containsEntry("riskmesh.run-id", "night-1")
        .containsEntry("riskmesh.job", "credit-risk")
        .containsEntry("riskmesh.source", "rl_credit-card.credit_card")
        .containsEntry("riskmesh.snapshot", "4910046351365455033")
        .containsEntry("riskmesh.commit", "5665740")
        .containsEntry("riskmesh.as-of", "2026-11-23T06:26:17Z")
        .containsEntry("riskmesh.verdict", "accepted")
        .containsEntry("riskmesh.gates", "0")
        .containsEntry("riskmesh.auc", "0.8206")
        .containsEntry("riskmesh.auc-low", "0.7467")
        .containsEntry("riskmesh.test-rows", "0a0b0c0d")
        .containsEntry(
            "riskmesh.split",
            "hash of _id__ seed 42_ _u = top 53 bits of the hash / 2_53_ train: below 0.60_ validation: from 0.60_ test: from 0.80__ format 2")
        .containsEntry(
            "riskmesh.manifest-sha256",
            FileHashes.sha256(store.read(paths.manifest()).orElseThrow()))
        .containsKeys("riskmesh.data-sha256", "riskmesh.config-sha256", "riskmesh.features-sha256")
        .doesNotContainKey("riskmesh.filter");
  }

  @Test
  void theNewestApprovedPackageTellsItsRun() {
    RunRegistrar registrar = registrar(Approval.PENDING);
    assertThat(registrar.findApproved(Runs.JOB)).as("no group yet").isEmpty();
    RegistrationRecord first = register(Runs.accepted(store, "night-1"));
    RegistrationRecord second = register(Runs.accepted(store, "night-2"));
    register(Runs.accepted(store, "night-3"));
    assertThat(registrar.findApproved(Runs.JOB)).as("all of them wait").isEmpty();

    approve(first, Map.of());
    assertThat(registrar.findApproved(Runs.JOB)).as("by our record").contains("night-1");
    approve(second, Map.of("riskmesh.job", Runs.JOB, "riskmesh.run-id", "night-2"));
    assertThat(registrar.findApproved(Runs.JOB)).contains("night-2");
    assertThat(registrar.findApproved("another-job")).isEmpty();

    RegistrationRecord fourth = register(Runs.accepted(store, "night-4"));
    approve(fourth, Map.of("riskmesh.job", Runs.JOB, "riskmesh.run-id", "../../other/runs/r"));
    assertThat(registrar.findApproved(Runs.JOB)).as("a path is no run").contains("night-2");
  }

  /** Unlike AWS, the server keeps only the properties that it is given here. */
  private void approve(RegistrationRecord registration, Map<String, String> properties) {
    aws.sageMaker()
        .updateModelPackage(
            r ->
                r.modelPackageArn(registration.arn())
                    .customerMetadataProperties(properties)
                    .modelApprovalStatus(ModelApprovalStatus.APPROVED));
  }

  @Test
  void theRecordSaysWhichPackageTheRunIs() {
    RunPaths paths = Runs.accepted(store, "night-1");
    RegistrationRecord made = register(paths);

    String text = text(paths.registration());
    assertThat(JsonText.read(text.getBytes(StandardCharsets.UTF_8), RegistrationRecord.class))
        .isEqualTo(made);
    assertThat(made.arn())
        .isEqualTo("arn:aws:sagemaker:eu-west-1:123456789012:model-package/credit-risk/1");
    assertThat(made.version()).isEqualTo(1);
    assertThat(made.group()).isEqualTo("credit-risk");
    assertThat(made.requestId()).isNotBlank();
    assertThat(text).doesNotContain(Moto.SECRET_KEY).doesNotContain(Moto.ACCESS_KEY);
    assertThat(store.list(paths.workFolder())).as("no lease is left").isEmpty();
    assertThat(made.approval())
        .contains(
            "aws sagemaker update-model-package --region eu-west-1 --model-package-arn "
                + made.arn()
                + " --model-approval-status Approved");
  }

  @Test
  void theVerdictApprovesWhenTheEnvironmentSaysSo() {
    RegistrationRecord made = registrar(Approval.VERDICT).register(Runs.accepted(store, "night-1"));

    assertThat(made.status()).isEqualTo("Approved");
    assertThat(made.approval()).isEmpty();
  }

  @Test
  void theVerdictWaitsForTheSignOffsThatTheEnvironmentDemands() {
    RunPaths paths = Runs.described(store, "night-1", List.of(RunPaths.REPORT));
    EnvConfig env = Environments.sageMaker(proxy.endpoint(), Approval.VERDICT);
    RunRegistrar demanding =
        new RunRegistrar(
            Environments.with(
                proxy.endpoint(),
                env.registry(),
                new SignOffConfig(List.of(), List.of("validator"))),
            store,
            aws);

    assertThat(demanding.register(paths).status()).isEqualTo("PendingManualApproval");

    RunPaths signed = Runs.described(store, "night-2", List.of(RunPaths.REPORT));
    new SignOffLog(store, signed)
        .sign("validator", SignOffDecision.APPROVED, "read", "somebody", Instant.EPOCH);
    assertThat(demanding.register(signed).status()).isEqualTo("Approved");
  }

  @Test
  void aRefusedRunIsRejectedWhateverTheEnvironmentSays() {
    RunPaths paths = Runs.publish(store, Runs.manifest("bad", "refused", "t", null));
    RegistrationRecord made = registrar(Approval.VERDICT).register(paths);

    assertThat(made.status()).isEqualTo("Rejected");
    assertThat(made.approval()).isEmpty();
    assertThat(described(made).modelApprovalStatusAsString()).isEqualTo("Rejected");
  }

  @Test
  void aRunRegistersOnce() {
    RunPaths paths = Runs.accepted(store, "night-1");
    RegistrationRecord first = register(paths);
    long calls = proxy.calls().size();

    assertThat(register(paths)).isEqualTo(first);
    assertThat(proxy.calls()).as("the record is enough").hasSize((int) calls);
    store.delete(paths.registration());
    RegistrationRecord found = register(paths);
    assertThat(found.arn()).isEqualTo(first.arn());
    assertThat(found.requestId()).isNull();
    assertThat(store.read(paths.registration())).isPresent();
    assertThat(packages()).hasSize(1);
  }

  @Test
  void runsAreToldApart() {
    RegistrationRecord first = register(Runs.accepted(store, "night-1"));
    RegistrationRecord second = register(Runs.accepted(store, "night-11"));
    store.delete(new RunPaths(Runs.JOB, "night-1").registration());

    assertThat(second.version()).isEqualTo(2);
    assertThat(register(new RunPaths(Runs.JOB, "night-1")).arn()).isEqualTo(first.arn());
    // The same name with other content is another model.
    Manifest other = Runs.manifest("night-1", "accepted", "another.table", null);
    assertThat(register(Runs.publish(store, other)).version()).isEqualTo(3);
    assertThat(text(new RunPaths(Runs.JOB, "night-1").registration())).contains("risk/3\"");
  }

  @Test
  void aPackageThatOnlyLooksLikeTheRunIsLeftAlone() {
    aws.sageMaker().createModelPackageGroup(r -> r.modelPackageGroupName(Runs.JOB));
    aws.sageMaker()
        .createModelPackage(
            r ->
                r.modelPackageGroupName(Runs.JOB)
                    .modelPackageDescription("riskmesh run night-1 of job credit-risk, by hand"));

    assertThat(register(Runs.accepted(store, "night-1")).version()).isEqualTo(2);
  }

  @Test
  void itIsFoundBehindManyOthers() {
    RunPaths paths = Runs.accepted(store, "night-1");
    RegistrationRecord first = register(paths);
    for (int i = 0; i < 100; i++) {
      aws.sageMaker()
          .createModelPackage(
              r -> r.modelPackageGroupName(Runs.JOB).modelPackageDescription("somebody else's"));
    }
    store.delete(paths.registration());

    assertThat(register(paths).arn()).isEqualTo(first.arn());
    assertThat(proxy.count("ListModelPackages")).as("one page at first, then two").isEqualTo(3);
    assertThat(proxy.count("DescribeModelPackage")).as("of its own alone").isEqualTo(1);
  }

  @Test
  void requestsAreWhatAwssModelOfTheServiceAllows() throws IOException {
    String hostile = "a,b{c}\"d\"\n<e>;'$(rm -rf)😀" + "é".repeat(400);
    RunPaths paths =
        Runs.publish(store, Runs.manifest("h", "accepted", hostile, "x = '" + hostile + "'"));
    Map<String, String> properties = described(register(paths)).customerMetadataProperties();

    assertThat(properties.get("riskmesh.source")).startsWith("a_b_c__d___e").hasSize(256);
    assertThat(properties.get("riskmesh.filter")).startsWith("x = _a_b").hasSize(256);
    assertThat(checked(calls())).isEqualTo("5");
  }

  @Test
  void theCheckOfRequestsFindsMistakes() throws IOException {
    register(Runs.accepted(store, "night-1"));
    String call =
        calls()
            .lines()
            .filter(line -> line.contains("CreateModelPackage\""))
            .findFirst()
            .orElseThrow();
    String broken =
        String.join(
            "\n",
            call.replace("\"ModelDataUrl\"", "\"ModelDataURL\""),
            call.replace("\"sha256:", "\"md5:"),
            call.replace("\"PendingManualApproval\"", "\"Pending\""),
            call.replace("\"accepted\"", "\"acc,epted\""),
            call.replace("\"riskmesh.commit\":\"", "\"riskmesh.commit\":\"" + "x".repeat(256)),
            call.replace("\"ml.m5.large\"", "\"ml.m5.tiny\""),
            call.replace("\"ClientToken\":\"", "\"ClientToken\":\"-----"));

    assertThatThrownBy(() -> checked(broken))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("check_request.py ended with 1")
        .hasMessageContaining("Unknown parameter in InferenceSpecification.Containers[0]")
        .hasMessageContaining("'md5:")
        .hasMessageContaining("'Pending' is none of 3 values")
        .hasMessageContaining("'acc,epted' does not match")
        .hasMessageContaining("riskmesh.commit: 263 characters")
        .hasMessageContaining("'ml.m5.tiny' is none of")
        .hasMessageContaining("ClientToken: 37 characters");
  }

  /** Returns every call that was made, in the form that check_request.py reads. */
  private String calls() {
    return proxy.calls().stream()
        .map(
            call ->
                "{\"operation\":\"%s\",\"body\":%s}"
                    .formatted(call.target().replaceFirst(".*\\.", ""), call.text()))
        .collect(Collectors.joining("\n"));
  }

  private String checked(String calls) throws IOException {
    Path file = Files.writeString(folder.resolve("calls.jsonl"), calls);
    return Python.run("check_request.py", "sagemaker", file.toString()).strip();
  }

  private String text(String path) {
    return new String(store.read(path).orElseThrow(), StandardCharsets.UTF_8);
  }
}
