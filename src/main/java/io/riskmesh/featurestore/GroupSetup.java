package io.riskmesh.featurestore;

import io.riskmesh.catalog.FeatureGroups;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.S3Uri;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.sagemaker.model.CreateFeatureGroupRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeFeatureGroupResponse;
import software.amazon.awssdk.services.sagemaker.model.FeatureDefinition;
import software.amazon.awssdk.services.sagemaker.model.FeatureGroupStatus;
import software.amazon.awssdk.services.sagemaker.model.TableFormat;

/** Makes sure that a feature group exists and has exactly the features of a job. */
final class GroupSetup {
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final int MAX_PAUSES = 300;

  private final FeatureGroups groups;
  private final GroupOptions options;
  private final GroupSchema schema;

  GroupSetup(FeatureGroups groups, GroupOptions options, GroupSchema schema) {
    this.groups = groups;
    this.options = options;
    this.schema = schema;
  }

  /**
   * Returns the group, created if it did not exist, as soon as it can be written.
   *
   * @param job name of the job, for the description
   * @param folder URI of the artifacts' folder for offline stores
   * @param key ARN of the KMS key for a new offline store; empty for the bucket's setting
   * @throws RunException {@code USAGE} if it has other features, or cannot be created with these
   *     options
   */
  DescribeFeatureGroupResponse ensure(String job, String folder, Optional<String> key) {
    Optional<DescribeFeatureGroupResponse> there = groups.find(options.group());
    if (there.isEmpty()) {
      groups.create(creation(job, folder, key));
    }
    DescribeFeatureGroupResponse group = awaitCreated();
    requireSame(group);
    return group;
  }

  private CreateFeatureGroupRequest creation(String job, String folder, Optional<String> key) {
    String role =
        options
            .role()
            .orElseThrow(
                () ->
                    usage(
                        "does not exist. To create it, pass --role-arn: the role with which SageMaker writes its offline store"));
    String uri = S3Uri.ofAws(options.offline().orElse(folder));
    if (!S3Uri.isWhole(uri)) {
      throw usage("does not exist. To create it, pass --offline-uri s3://...");
    }
    return CreateFeatureGroupRequest.builder()
        .featureGroupName(options.group())
        .description("Raw columns of the features of riskmesh job " + job)
        .recordIdentifierFeatureName(schema.record())
        .eventTimeFeatureName(schema.time())
        .featureDefinitions(schema.features().stream().map(GroupFeature::definition).toList())
        .offlineStoreConfig(
            offline ->
                offline
                    .s3StorageConfig(s3 -> s3.s3Uri(uri).kmsKeyId(key.orElse(null)))
                    .tableFormat(TableFormat.ICEBERG))
        .applyMutation(
            request -> {
              if (options.online()) {
                request.onlineStoreConfig(online -> online.enableOnlineStore(true));
              }
            })
        .roleArn(role)
        .build();
  }

  private DescribeFeatureGroupResponse awaitCreated() {
    for (int i = 0; i < MAX_PAUSES; i++) {
      DescribeFeatureGroupResponse group = groups.require(options.group());
      FeatureGroupStatus status = group.featureGroupStatus();
      if (status == FeatureGroupStatus.CREATED) {
        return group;
      }
      if (status != FeatureGroupStatus.CREATING) {
        throw new RunException(
            Outcome.SOURCE_MISSING,
            "feature group %s is %s%s"
                .formatted(
                    options.group(),
                    group.featureGroupStatusAsString(),
                    group.failureReason() == null ? "" : ": " + group.failureReason()));
      }
      pause();
    }
    throw new RunException(
        Outcome.SOURCE_UNAVAILABLE,
        "feature group %s is still being created. Start again.".formatted(options.group()));
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunException(Outcome.FAILED, "interrupted while waiting for a feature group", e);
    }
  }

  private void requireSame(DescribeFeatureGroupResponse group) {
    List<String> differences = new ArrayList<>();
    differ("the record identifier", group.recordIdentifierFeatureName(), schema.record())
        .ifPresent(differences::add);
    differ("the event time", group.eventTimeFeatureName(), schema.time())
        .ifPresent(differences::add);
    Map<String, String> there = new LinkedHashMap<>();
    for (FeatureDefinition feature : group.featureDefinitions()) {
      there.put(feature.featureName(), feature.featureTypeAsString());
    }
    for (GroupFeature feature : schema.features()) {
      String found = Optional.ofNullable(there.remove(feature.name())).orElse("missing");
      differ(feature.name(), found, feature.type().toString()).ifPresent(differences::add);
    }
    there.keySet().forEach(name -> differences.add(name + " is not expected"));
    if (!differences.isEmpty()) {
      throw usage(
          "has other features than this job writes: %s. Name another group, or adjust the job"
              .formatted(String.join(", ", differences)));
    }
    if (options.online() && !hasOnlineStore(group)) {
      throw usage("has no online store, and none can be added here: leave out --online");
    }
  }

  private static boolean hasOnlineStore(DescribeFeatureGroupResponse group) {
    return group.onlineStoreConfig() != null
        && Boolean.TRUE.equals(group.onlineStoreConfig().enableOnlineStore());
  }

  private static Optional<String> differ(String what, String found, String expected) {
    return found.equals(expected)
        ? Optional.empty()
        : Optional.of("%s is %s instead of %s".formatted(what, found, expected));
  }

  private RunException usage(String why) {
    return new RunException(Outcome.USAGE, "feature group %s %s".formatted(options.group(), why));
  }
}
