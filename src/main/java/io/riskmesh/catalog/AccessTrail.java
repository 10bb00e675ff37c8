package io.riskmesh.catalog;

import io.riskmesh.aws.RequestLog;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who read what, when, and by which calls: what it takes to find a run in the logs of CloudTrail
 * and Lake Formation.
 *
 * @param caller ARN of the role that asked; null where no AWS service was
 * @param from ISO-8601 time at which the source was opened
 * @param until ISO-8601 time at which its last row had been read
 * @param source name as the consumer sees it
 * @param table account, database and table behind it; null for files and in the embedded catalog
 * @param versionId version of the table's description in its catalog
 * @param snapshot Iceberg snapshot id
 * @param query id of the Athena query
 * @param columns columns that were read
 * @param filter predicate on the rows
 * @param requests calls with their request ids
 */
public record AccessTrail(
    String caller,
    String from,
    String until,
    String source,
    String table,
    String versionId,
    Long snapshot,
    String query,
    List<String> columns,
    String filter,
    List<RequestLog.LoggedRequest> requests) {

  /**
   * A span of work on the source.
   *
   * @param requests calls that were made in it
   */
  public record AccessSpan(
      String caller, String from, String until, List<RequestLog.LoggedRequest> requests) {}

  /** Both spans of a run's work on its source: when it was pinned, and when it was read. */
  public static AccessTrail of(
      SourcePin pin, AccessSpan pinned, AccessSpan read, List<String> columns) {
    return new AccessTrail(
        read.caller(),
        pinned.from(),
        read.until(),
        pin.name(),
        pin.table() == null ? null : pin.table().shown(),
        pin.table() == null ? null : pin.table().versionId(),
        pin.snapshot(),
        pin.query(),
        columns,
        pin.filter(),
        Stream.concat(pinned.requests().stream(), read.requests().stream()).toList());
  }
}
