package io.riskmesh.aws;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** What AWS's answers mean for a run. */
public final class AwsErrors {
  private static final Set<String> DENIED =
      Set.of(
          "accessdenied",
          "accessdeniedexception",
          "unauthorizedoperation",
          "unauthorizedexception",
          "allaccessdisabled",
          "kms.accessdeniedexception",
          "permissiontypemismatchexception");

  /** Of such an answer nothing is kept: its words may quote what the caller signed with. */
  private static final Set<String> UNKNOWN =
      Set.of(
          "invalidaccesskeyid",
          "invalidclienttokenid",
          "signaturedoesnotmatch",
          "invalidsignatureexception",
          "expiredtoken",
          "expiredtokenexception",
          "invalidtoken",
          "unrecognizedclientexception",
          "missingauthenticationtoken",
          "incompletesignature");

  /** The SDK has set its own time by the answer's and asked again by then. */
  private static final Set<String> CLOCK =
      Set.of("requesttimetooskewed", "requestexpired", "requestinthefuture");

  private static final Set<String> ABSENT =
      Set.of(
          "entitynotfoundexception",
          "nosuchbucket",
          "nosuchkey",
          "resourcenotfound",
          "resourcenotfoundexception");

  private AwsErrors() {}

  /** Whether the caller may not do that. */
  public static boolean isDenied(SdkException e) {
    return isOneOf(DENIED, e);
  }

  private static boolean isUnknown(SdkException e) {
    return isOneOf(UNKNOWN, e);
  }

  /** Whether the thing that was asked for is not there, or not shown to the caller. */
  public static boolean isAbsent(SdkException e) {
    return isOneOf(ABSENT, e)
        || (e instanceof AwsServiceException service && service.statusCode() == 404);
  }

  private static boolean isRefused(SdkException e) {
    return e instanceof AwsServiceException service
        && service.statusCode() / 100 == 4
        && service.statusCode() != 408
        && !service.isThrottlingException();
  }

  private static boolean isWithoutCredentials(SdkException e) {
    return e instanceof SdkClientException
        && String.valueOf(e.getMessage()).startsWith("Unable to load credentials");
  }

  /** AWS's word for the error; empty when it gave none, or no answer at all. */
  public static String code(SdkException e) {
    return e instanceof AwsServiceException service
        ? Optional.ofNullable(service.awsErrorDetails()).map(AwsErrorDetails::errorCode).orElse("")
        : "";
  }

  private static boolean isOneOf(Set<String> codes, SdkException e) {
    return codes.contains(code(e).toLowerCase(Locale.ROOT));
  }

  /**
   * The error for a person. A throttled, broken or silent service is worth a retry, anything that
   * AWS has refused is not.
   *
   * @param doing what was tried: {@code Glue GetTable of sales.credit}
   */
  public static RunException of(SdkException e, String doing) {
    if (isWithoutCredentials(e)) {
      return new RunException(
          Outcome.SOURCE_MISSING,
          doing
              + " failed: this process has no AWS credentials. Run it under a role, or set AWS_PROFILE.",
          e);
    }
    if (isUnknown(e)) {
      return new RunException(
          Outcome.SOURCE_MISSING,
          "%s failed: AWS does not accept the credentials of this process: %s. Renew them, or look at the machine's clock."
              .formatted(doing, said(e)));
    }
    if (isOneOf(CLOCK, e)) {
      return new RunException(
          Outcome.SOURCE_UNAVAILABLE,
          "%s failed: AWS refuses the time of this machine's clock: %s. Set the clock, then start the run again."
              .formatted(doing, said(e)),
          e);
    }
    boolean refused = isDenied(e) || isAbsent(e) || isRefused(e);
    return new RunException(
        refused ? Outcome.SOURCE_MISSING : Outcome.SOURCE_UNAVAILABLE,
        "%s failed: %s".formatted(doing, said(e)),
        e);
  }

  /**
   * AWS's own words with its request id, for the trail; of anything else only what kind it was. Of
   * a message in a signature error, which quotes the key, nothing is told.
   */
  static String said(SdkException e) {
    if (e instanceof AwsServiceException service && service.awsErrorDetails() != null) {
      String code =
          Optional.ofNullable(service.awsErrorDetails().errorCode()).orElse("without a reason");
      return "%s (HTTP %d, request %s)".formatted(code, service.statusCode(), service.requestId());
    }
    return "no answer (%s)".formatted(e.getClass().getSimpleName());
  }

  static RunException noRegion(SdkClientException e) {
    return new RunException(
        Outcome.USAGE, "no AWS region: set aws.region in the environment file, or AWS_REGION", e);
  }
}
