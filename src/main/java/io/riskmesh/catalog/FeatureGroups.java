package io.riskmesh.catalog;

import io.riskmesh.aws.AwsClients;
import io.riskmesh.aws.AwsErrors;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sagemaker.model.CreateFeatureGroupRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeFeatureGroupResponse;
import software.amazon.awssdk.services.sagemaker.model.FeatureDefinition;

/** Access to the feature groups of SageMaker's Feature Store. */
public final class FeatureGroups {
  private static final Set<String> TAKEN = Set.of("ResourceInUse", "ResourceInUseException");
  private static final int MAX_LENGTH = 300;

  private final AwsClients aws;

  /** Calls nothing yet. */
  public FeatureGroups(AwsClients aws) {
    this.aws = aws;
  }

  /**
   * Describes a group with all its features; empty if it does not exist.
   *
   * @throws RunException {@code SOURCE_MISSING} with the missing permission
   */
  public Optional<DescribeFeatureGroupResponse> find(String name) {
    try {
      DescribeFeatureGroupResponse group =
          aws.sageMaker().describeFeatureGroup(request -> request.featureGroupName(name));
      return Optional.of(group.nextToken() == null ? group : whole(group));
    } catch (SdkException e) {
      if (AwsErrors.isAbsent(e)) {
        return Optional.empty();
      }
      throw error(e, "DescribeFeatureGroup", name);
    }
  }

  /** Adds the features that a large group describes in further answers. */
  private DescribeFeatureGroupResponse whole(DescribeFeatureGroupResponse first) {
    DescribeFeatureGroupResponse last = first;
    List<FeatureDefinition> features = new ArrayList<>(first.featureDefinitions());
    while (last.nextToken() != null) {
      String token = last.nextToken();
      last =
          aws.sageMaker()
              .describeFeatureGroup(
                  request -> request.featureGroupName(first.featureGroupName()).nextToken(token));
      features.addAll(last.featureDefinitions());
    }
    return first.toBuilder().featureDefinitions(features).build();
  }

  /**
   * Describes a group that must exist.
   *
   * @throws RunException {@code SOURCE_MISSING} if it does not
   */
  public DescribeFeatureGroupResponse require(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new RunException(
                    Outcome.SOURCE_MISSING,
                    "feature group %s does not exist in %s. Check its name and aws.region, or write it: riskmesh features --to-feature-group %1$s"
                        .formatted(name, aws.region())));
  }

  /** Creates a group; also succeeds if another process has just created it. */
  public void create(CreateFeatureGroupRequest request) {
    try {
      aws.sageMaker().createFeatureGroup(request);
    } catch (SdkException e) {
      if (!TAKEN.contains(AwsErrors.code(e))) {
        throw error(e, "CreateFeatureGroup", request.featureGroupName());
      }
    }
  }

  /**
   * Returns the error to report, with the missing permission or with SageMaker's objection, which
   * the error code alone does not explain.
   *
   * @param action operation of the API, and of the permission for it
   */
  public static RunException error(SdkException e, String action, String group) {
    RunException known =
        AwsErrors.of(e, "SageMaker %s of feature group %s".formatted(action, group));
    if (AwsErrors.isDenied(e)) {
      return with(known, "grant sagemaker:" + action);
    }
    return AwsErrors.code(e).equals("ValidationException") ? with(known, words(e)) : known;
  }

  private static RunException with(RunException known, String more) {
    return new RunException(
        known.outcome(), "%s: %s".formatted(known.getMessage(), more), known.getCause());
  }

  private static String words(SdkException e) {
    String text =
        e instanceof AwsServiceException service
            ? Optional.ofNullable(service.awsErrorDetails())
                .map(AwsErrorDetails::errorMessage)
                .orElse("")
                .replaceAll("\\s+", " ")
            : "";
    return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
  }
}
