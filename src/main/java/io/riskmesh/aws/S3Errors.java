package io.riskmesh.aws;

import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Maps S3's own errors to outcomes of a run. */
final class S3Errors {
  private S3Errors() {}

  /**
   * Returns whether the connection broke during S3's response, which the SDK does not retry:
   * truncated XML, or a rejection without a code, which leaves open whether the key or the bucket
   * is missing. Not suitable for HEAD, whose error responses never have a body.
   */
  static boolean isCutShort(SdkException e) {
    return e instanceof AwsServiceException service
        ? service.statusCode() / 100 == 4 && AwsErrors.code(service).isEmpty()
        : e.getCause() instanceof XMLStreamException;
  }

  /**
   * Returns the error to report.
   *
   * @param doing description of the call: {@code S3 PutObject of s3://bucket/key}
   */
  static RunException of(SdkException e, String doing, String bucket) {
    if (e instanceof AwsServiceException service) {
      if (AwsErrors.code(service).equals("NoSuchBucket")) {
        return missing(
            doing, "bucket %s does not exist. Create it, or name another.".formatted(bucket), e);
      }
      if (AwsErrors.code(service).equals("NotImplemented")) {
        return new RunException(
            Outcome.USAGE,
            "%s failed: this server does not support conditional writes (NotImplemented). Use S3, or a newer version of the server."
                .formatted(doing),
            e);
      }
      Optional<String> region = region(service);
      if (region.isPresent() && (service.statusCode() == 301 || service.statusCode() == 400)) {
        return missing(
            doing, "bucket %s is in %s: set aws.region.".formatted(bucket, region.get()), e);
      }
    }
    return AwsErrors.of(e, doing);
  }

  /** Returns the region of the bucket if S3 redirects the caller there. */
  private static Optional<String> region(AwsServiceException e) {
    return Optional.ofNullable(e.awsErrorDetails())
        .map(AwsErrorDetails::sdkHttpResponse)
        .flatMap(response -> response.firstMatchingHeader("x-amz-bucket-region"));
  }

  private static RunException missing(String doing, String why, SdkException cause) {
    return new RunException(Outcome.SOURCE_MISSING, "%s failed: %s".formatted(doing, why), cause);
  }
}
