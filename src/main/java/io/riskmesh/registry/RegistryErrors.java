package io.riskmesh.registry;

import io.riskmesh.aws.AwsErrors;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/** Classifies SageMaker's errors where the registry treats them specially. */
final class RegistryErrors {
  private static final String VALIDATION = "ValidationException";
  private static final Set<String> TAKEN =
      Set.of(VALIDATION, "ConflictException", "ResourceInUse", "ResourceInUseException");
  private static final int MAX_LENGTH = 300;

  private RegistryErrors() {}

  /** Returns whether something does not exist, for which SageMaker has no separate error. */
  static boolean isAbsent(SageMakerException e) {
    return AwsErrors.isAbsent(e)
        || (AwsErrors.code(e).equals(VALIDATION)
            && words(e).toLowerCase(Locale.ROOT).contains("does not exist"));
  }

  /** Returns whether another process may have created the group or may be creating it. */
  static boolean isPerhapsTaken(SageMakerException e) {
    return TAKEN.contains(AwsErrors.code(e));
  }

  static boolean isConflict(SageMakerException e) {
    return AwsErrors.code(e).equals("ConflictException");
  }

  /**
   * Returns the error to report, with the missing permission or with SageMaker's objection to the
   * request, which the error code alone does not explain.
   *
   * @param action operation of the API, and of the permission for it
   */
  static RunException of(SdkException e, String action, String group) {
    RunException known =
        AwsErrors.of(e, "SageMaker %s in model package group %s".formatted(action, group));
    if (!(e instanceof SageMakerException service)) {
      return known;
    }
    if (AwsErrors.isDenied(e)) {
      return with(known, known.outcome(), "grant sagemaker:" + action);
    }
    if (isConflict(service)) {
      return with(known, Outcome.SOURCE_UNAVAILABLE, "another call is in progress, try again");
    }
    return AwsErrors.code(service).equals(VALIDATION)
        ? with(known, known.outcome(), words(service))
        : known;
  }

  private static RunException with(RunException known, Outcome outcome, String more) {
    return new RunException(outcome, known.getMessage() + ": " + more, known.getCause());
  }

  private static String words(SageMakerException e) {
    String text =
        Optional.ofNullable(e.awsErrorDetails())
            .map(AwsErrorDetails::errorMessage)
            .orElse("")
            .replaceAll("\\s+", " ");
    return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
  }
}
