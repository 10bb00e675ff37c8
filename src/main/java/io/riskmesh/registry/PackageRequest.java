package io.riskmesh.registry;

import io.riskmesh.config.MetricName;
import io.riskmesh.config.RegistryConfig;
import io.riskmesh.config.RegistryConfig.Approval;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.sagemaker.model.CreateModelPackageRequest;
import software.amazon.awssdk.services.sagemaker.model.InferenceSpecification;
import software.amazon.awssdk.services.sagemaker.model.ModelApprovalStatus;
import software.amazon.awssdk.services.sagemaker.model.ModelCardStatus;
import software.amazon.awssdk.services.sagemaker.model.ModelPackageContainerDefinition;
import software.amazon.awssdk.services.sagemaker.model.ModelPackageModelCard;

/**
 * Converts a published run to a CreateModelPackage request. It has no tags: versioned packages do
 * not support them, and the properties contain the same facts.
 */
final class PackageRequest {
  private static final String JSON = "application/json";

  private static final String CSV = "text/csv";

  private static final List<String> RECORDS = List.of(JSON, "application/jsonlines", CSV);

  private final RegistryConfig config;
  private final String image;
  private final PublishedRun run;
  private final boolean isSigned;

  /**
   * Creates a converter.
   *
   * @param image URI of the inference image
   * @param isSigned whether everyone has approved the run who must
   */
  PackageRequest(RegistryConfig config, String image, PublishedRun run, boolean isSigned) {
    this.config = config;
    this.image = image;
    this.run = run;
    this.isSigned = isSigned;
  }

  CreateModelPackageRequest build() {
    return CreateModelPackageRequest.builder()
        .modelPackageGroupName(group())
        .modelPackageDescription(description())
        .inferenceSpecification(inference())
        .modelMetrics(PackageMetrics.of(run))
        .driftCheckBaselines(PackageMetrics.baselines(run))
        .modelCard(card())
        .modelApprovalStatus(status())
        .customerMetadataProperties(ModelLineage.of(run))
        .clientToken(token())
        .build();
  }

  /** Returns the run's model card, for people to review; null if the run has none. */
  private ModelPackageModelCard card() {
    return run.read(PackageFiles.MODEL_CARD)
        .map(JsonText::line)
        .map(
            content ->
                ModelPackageModelCard.builder()
                    .modelCardContent(content)
                    .modelCardStatus(ModelCardStatus.PENDING_REVIEW)
                    .build())
        .orElse(null);
  }

  String group() {
    return config.groupOf(run.manifest().job());
  }

  /**
   * Returns the approval status; a model that the gates refused is rejected without waiting for
   * manual approval.
   */
  private ModelApprovalStatus status() {
    if (!run.manifest().isAccepted()) {
      return ModelApprovalStatus.REJECTED;
    }
    return config.approval() == Approval.VERDICT && isSigned
        ? ModelApprovalStatus.APPROVED
        : ModelApprovalStatus.PENDING_MANUAL_APPROVAL;
  }

  private String description() {
    Manifest manifest = run.manifest();
    String auc =
        manifest
            .metric(MetricName.AUC)
            .map(
                metric ->
                    String.format(
                        Locale.ROOT,
                        ", %s auc %.4f",
                        manifest.split().measuredOn(),
                        metric.value()))
            .orElse("");
    return "riskmesh run %s of job %s, as of %s: %s%s"
        .formatted(
            manifest.runId(), manifest.job(), manifest.asOf(), manifest.verdictInWords(), auc);
  }

  private InferenceSpecification inference() {
    boolean isScript = config.isManaged() && run.hasInferenceCode();
    boolean records = isScript || !config.isManaged();
    return InferenceSpecification.builder()
        .containers(
            ModelPackageContainerDefinition.builder()
                .image(image)
                .modelDataUrl(run.model())
                .framework("XGBOOST")
                .frameworkVersion(XgboostImage.FRAMEWORK_VERSION)
                .environment(isScript ? XgboostImage.SCRIPT_MODE : Map.of())
                .build())
        .supportedContentTypes(records ? RECORDS : List.of(CSV))
        .supportedResponseMIMETypes(records ? RECORDS : List.of(CSV, JSON))
        .supportedRealtimeInferenceInstanceTypesWithStrings(config.realtime())
        .supportedTransformInstanceTypesWithStrings(config.transform())
        .build();
  }

  /** Returns the same token for every attempt, so that a repeated call creates one package. */
  private String token() {
    String what =
        String.join("\n", group(), run.manifest().job(), run.manifest().runId(), run.digest());
    return FileHashes.sha256(what.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
  }
}
