package io.riskmesh.registry;

import java.util.Optional;

/**
 * Content of {@code registrations/<run-id>.json}: which package a run is.
 *
 * @param manifest SHA-256 of the manifest that was registered
 * @param arn ARN of the model package
 * @param status approval status when the record was written; the registry knows the current one
 * @param requestId id of the call that made the package; null when an earlier attempt made it
 */
public record Registration(
    String runId,
    String job,
    String manifest,
    String group,
    String arn,
    int version,
    String status,
    String requestId) {

  /** Packages of a group are numbered: {@code arn:...:model-package/<group>/<version>}. */
  static int versionIn(String arn) {
    return Integer.parseInt(arn.substring(arn.lastIndexOf('/') + 1));
  }

  /** How a person approves it; empty when nobody is asked to. */
  public Optional<String> approval() {
    return status.equals("PendingManualApproval")
        ? Optional.of(command("Approved"))
        : Optional.empty();
  }

  /**
   * The call of AWS's command line that gives the package another approval status.
   *
   * @param status {@code Approved} or {@code Rejected}
   */
  public String command(String status) {
    return "aws sagemaker update-model-package --region %s --model-package-arn %s --model-approval-status %s"
        .formatted(arn.split(":", -1)[3], arn, status);
  }
}
