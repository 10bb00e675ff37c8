package io.riskmesh.config;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the rows come from: a table as the consumer sees it, or files.
 *
 * @param table {@code database.table}; exactly one of table and path is set
 * @param path URI of a file or folder
 * @param format format of the files under {@code path}
 * @param options reader options of a text format ({@code header}, {@code sep}, {@code quote}, ...)
 * @param filter SQL predicate that is pushed into the scan
 * @param snapshot Iceberg snapshot id or ISO-8601 time; empty pins the current one at the start
 * @param asOf the time that the run stands for; empty means the time of the first attempt
 * @param key columns that identify a borrower; empty means all feature columns
 * @param eventTime column with the time of a row
 * @param weight column with a row's non-negative weight
 */
public record SourceConfig(
    Optional<String> table,
    Optional<String> path,
    Optional<Format> format,
    Map<String, String> options,
    Optional<String> filter,
    Optional<String> snapshot,
    Optional<Instant> asOf,
    List<String> key,
    Optional<String> eventTime,
    Optional<String> weight) {}
