package io.riskmesh.featurestore;

import io.riskmesh.config.FeatureGroup;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.S3Uri;
import java.util.Optional;

/**
 * What to write, and where.
 *
 * @param group name of the feature group
 * @param training whether to write what only training reads, too: the label, the weight, and
 *     columns of rules, groups and the split
 * @param online whether to write to the online store, too
 * @param rate records per second for the online store, at most
 * @param role ARN of the role with which SageMaker writes the offline store of a new group
 * @param offline S3 URI for the offline store of a new group; empty for the job's artifacts
 */
public record GroupOptions(
    String group,
    boolean training,
    boolean online,
    int rate,
    Optional<String> role,
    Optional<String> offline) {

  /** Highest rate: the quota of an account's calls of PutRecord in most regions. */
  public static final int MAX_RATE = 10_000;

  /** Checks what can be checked without a call. */
  public GroupOptions {
    if (!FeatureGroup.isName(group)) {
      throw usage("--to-feature-group must be " + FeatureGroup.NAME_RULE, group);
    }
    if (rate < 1 || rate > MAX_RATE) {
      throw usage("--online-rate must be between 1 and %,d".formatted(MAX_RATE), "" + rate);
    }
    if (role.isPresent() && !role.get().matches("arn:[a-z-]+:iam::[0-9]{12}:role/\\S+")) {
      throw usage("--role-arn must be the ARN of a role", role.get());
    }
    if (offline.isPresent() && !S3Uri.isWhole(offline.get())) {
      throw usage("--offline-uri must be on S3", offline.get());
    }
    if (training && online) {
      throw new RunException(
          Outcome.USAGE,
          "--for-training and --online exclude each other: an online store would serve the label. Write two groups.");
    }
  }

  private static RunException usage(String rule, String value) {
    return new RunException(Outcome.USAGE, "%s, not \"%s\"".formatted(rule, value));
  }
}
