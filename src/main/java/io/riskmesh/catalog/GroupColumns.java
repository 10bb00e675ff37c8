package io.riskmesh.catalog;

/** Names of the columns of a feature group that are not columns of the source. */
public final class GroupColumns {
  /** String: the key's text if the job declares several key columns, else its SHA-256. */
  public static final String RECORD = "record_id";

  /** String: the event time, ISO-8601 in UTC, if the job declares no column for it. */
  public static final String TIME = "event_time";

  /** String: the {@code config.FeatureDigest} for which the row was written. */
  public static final String DIGEST = "features_sha256";

  /** timestamp, of the offline store alone: when the row was handed over. */
  public static final String RECEIVED = "api_invocation_time";

  /** timestamp, of the offline store alone: when the row was written there. */
  public static final String WRITTEN = "write_time";

  /** boolean, of the offline store alone: whether the row marks its record as deleted. */
  public static final String DELETED = "is_deleted";

  private GroupColumns() {}
}
