package io.riskmesh.catalog;

import io.riskmesh.aws.RequestLog;
import java.util.List;
import java.util.stream.Stream;

/**
 * Records who read which data, when, and through which calls, so that the run can be found in the
 * logs of CloudTrail and Lake Formation.
 *
 * @param caller ARN of the role that made the calls; null if no AWS service was involved
 * @param from ISO-8601 time at which the source was opened
 * @param until ISO-8601 time at which its last row had been read
 * @param source source name as the consumer sees it
 * @param table account, database and table behind the name; null for files and in the embedded
 *     catalog
 * @param versionId version of the table's description in its catalog; null if it keeps none
 * @param snapshot Iceberg snapshot id; null for other sources
 * @param query id of the Athena query; null without one
 * @param columns columns that were read
 * @param filter predicate on the rows; null without one
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
   * A period of work on the source.
   *
   * @param requests calls made during it
   */
  public record AccessSpan(
      String caller, String from, String until, List<RequestLog.LoggedRequest> requests) {}

  /** Combines the two periods in which a run works on its source: pinning it and reading it. */
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
