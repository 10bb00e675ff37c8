package io.riskmesh.aws;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.StorageOutage;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Maps AWS errors to outcomes of a run. */
public final class AwsErrors {
  private static final Set<String> DENIED =
      Set.of(
          "accessdenied",
          "accessdeniedexception",
          "accessforbidden",
          "unauthorizedoperation",
          "unauthorizedexception",
          "allaccessdisabled",
          "kms.accessdeniedexception",
          "permissiontypemismatchexception");

  /**
   * Codes for credentials that AWS does not accept. The cause of such an error is dropped, because
   * its message may quote what the caller signed with.
   */
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

  private static final Set<String> ABSENT =
      Set.of(
          "entitynotfoundexception",
          "nosuchbucket",
          "nosuchkey",
          "resourcenotfound",
          "resourcenotfoundexception");

  private AwsErrors() {}

  /** Returns whether the caller lacks permission. */
  public static boolean isDenied(SdkException e) {
    return isOneOf(DENIED, e);
  }

  private static boolean isUnknown(SdkException e) {
    return isOneOf(UNKNOWN, e);
  }

  /** Returns whether the requested object does not exist or is hidden from the caller. */
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

  /** Returns AWS's error code; empty if AWS sent none, or did not answer. */
  public static String code(SdkException e) {
    return e instanceof AwsServiceException service
        ? Optional.ofNullable(service.awsErrorDetails()).map(AwsErrorDetails::errorCode).orElse("")
        : "";
  }

  private static boolean isOneOf(Set<String> codes, SdkException e) {
    return codes.contains(code(e).toLowerCase(Locale.ROOT));
  }

  /**
   * Returns the error to report. A throttled, failing or silent service is worth a retry; a request
   * that AWS rejects is not.
   *
   * @param doing description of the call: {@code Glue GetTable of sales.credit}
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
          "%s failed: AWS does not accept the credentials of this process: %s. Renew them, or check the machine's clock."
              .formatted(doing, said(e)));
    }
    // The SDK has corrected its own time and asked again by then.
    if (StorageOutage.isClockCode(code(e))) {
      return new RunException(
          Outcome.SOURCE_UNAVAILABLE,
          "%s failed: AWS rejects the time of this machine's clock: %s. Set the clock, then start the run again."
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
   * Returns AWS's error code with the HTTP status and the request id, for the trail; the type of
   * the exception if AWS did not answer. The message is left out: that of a signature error quotes
   * the key.
   */
  static String said(SdkException e) {
    if (e instanceof AwsServiceException service && service.awsErrorDetails() != null) {
      String code =
          Optional.ofNullable(service.awsErrorDetails().errorCode()).orElse("no error code");
      return "%s (HTTP %d, request %s)".formatted(code, service.statusCode(), service.requestId());
    }
    return "no answer (%s)".formatted(e.getClass().getSimpleName());
  }

  static RunException noRegion(SdkClientException e) {
    return new RunException(
        Outcome.USAGE, "no AWS region: set aws.region in the environment file, or AWS_REGION", e);
  }
}
