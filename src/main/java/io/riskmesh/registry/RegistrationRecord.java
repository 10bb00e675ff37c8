package io.riskmesh.registry;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.riskmesh.store.FileFormat;
import io.riskmesh.store.Store;
import java.util.Optional;

/**
 * Content of {@code registrations/<run-id>.json}: the model package of a run.
 *
 * @param manifest SHA-256 of the manifest that was registered
 * @param arn ARN of the model package
 * @param status approval status when the record was written; the registry has the current one
 * @param requestId id of the call that created the package; null if an earlier attempt created it
 */
@JsonPropertyOrder("format")
public record RegistrationRecord(
    String runId,
    String job,
    String manifest,
    String group,
    String arn,
    int version,
    String status,
    String requestId) {

  private static final int FORMAT = 1;

  /** Returns the format version that is written. */
  @JsonProperty(value = "format", access = JsonProperty.Access.READ_ONLY)
  int format() {
    return FORMAT;
  }

  /**
   * Reads the record at a path; empty if there is none.
   *
   * @throws io.riskmesh.store.RunException {@code USAGE} if a later release has written it
   */
  public static Optional<RegistrationRecord> read(Store store, String path) {
    return store
        .read(path)
        .map(bytes -> FileFormat.read(bytes, RegistrationRecord.class, FORMAT, store.uri(path)));
  }

  /** Returns the version in a package ARN: {@code arn:...:model-package/<group>/<version>}. */
  static int versionIn(String arn) {
    return Integer.parseInt(arn.substring(arn.lastIndexOf('/') + 1));
  }

  /** Returns the command that approves the package; empty if no manual approval is pending. */
  public Optional<String> approval() {
    return status.equals("PendingManualApproval")
        ? Optional.of(command("Approved"))
        : Optional.empty();
  }

  /**
   * Returns the AWS command line that sets another approval status.
   *
   * @param status {@code Approved} or {@code Rejected}
   */
  public String command(String status) {
    return "aws sagemaker update-model-package --region %s --model-package-arn %s --model-approval-status %s"
        .formatted(arn.split(":", -1)[3], arn, status);
  }
}
