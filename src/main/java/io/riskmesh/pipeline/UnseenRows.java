package io.riskmesh.pipeline;

import io.riskmesh.model.TimeText;
import io.riskmesh.runs.Manifest;
import io.riskmesh.runs.RunComparison;
import io.riskmesh.split.SplitBoundaries;
import io.riskmesh.split.SplitSummary;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The test rows of a new run that an earlier run cannot have been trained on.
 *
 * @param after only rows with an event time after this one, in microseconds since 1970; null for
 *     all rows
 * @param words which rows these are, and why
 */
record UnseenRows(Long after, String words) {
  private static final String NEVER = "never";

  /**
   * Returns the rows; empty if nothing tells which ones the earlier run has seen.
   *
   * @param eventTime column with the event time of the new run's rows
   */
  static Optional<UnseenRows> of(SplitSummary split, Optional<String> eventTime, Manifest earlier) {
    if (split.hasFolds() || earlier.split().hasFolds()) {
      // One of them was fitted on all rows that it had, so the rule of the split tells nothing.
      return eventTime.map(column -> younger(column, split, earlier));
    }
    RunComparison.Tests tests = RunComparison.relate(split, earlier.split());
    if (tests == RunComparison.Tests.SAME_ROWS) {
      return Optional.of(new UnseenRows(null, "all test rows, which are its test rows as well"));
    }
    if (tests == RunComparison.Tests.SAME_RULE) {
      return Optional.of(
          new UnseenRows(
              null,
              "all test rows, because both runs split by the same rule, which keeps rows in their part"));
    }
    return eventTime.map(column -> younger(column, split, earlier));
  }

  /** Returns why the earlier run may have seen rows, and what would tell which ones it has not. */
  static String obstacle(SplitSummary split, Manifest earlier) {
    String why =
        earlier.split().hasFolds()
            ? "was trained on all rows that it had"
            : split.hasFolds()
                ? "may have been trained on rows that this run predicts out of fold"
                : "split by another rule, so it may have been trained on these test rows";
    return "run %s %s, and without source.eventTime none is known to be younger than it"
        .formatted(earlier.runId(), why);
  }

  private static UnseenRows younger(String column, SplitSummary split, Manifest earlier) {
    String rows = split.hasFolds() ? "rows out of fold" : "test rows";
    return testFrom(column, earlier.split())
        .map(
            from ->
                new UnseenRows(
                    TimeText.micros(from) - 1,
                    "%s from %s on, where its own test part begins".formatted(rows, from)))
        .orElseGet(
            () -> {
              Instant read = readUntil(earlier);
              return new UnseenRows(
                  TimeText.micros(read),
                  "%s with a time after %s, when it had read its data".formatted(rows, read));
            });
  }

  /** Returns where the test part begins if the earlier run split by the same time and tells it. */
  private static Optional<Instant> testFrom(String column, SplitSummary earlier) {
    SplitBoundaries boundaries = earlier.boundaries();
    if (boundaries.scale() != SplitBoundaries.Scale.EVENT_TIME
        || !earlier.columns().contains(column)) {
      return Optional.empty();
    }
    return boundaries.cuts().stream()
        .map(SplitBoundaries.Cut::testFrom)
        .filter(Objects::nonNull)
        .filter(from -> !from.equals(NEVER))
        .findFirst()
        .map(Instant::parse);
  }

  /** Returns the latest time at which the earlier run may have read rows. */
  private static Instant readUntil(Manifest earlier) {
    return Stream.of(
            Optional.of(earlier.asOf()),
            Optional.of(earlier.created()),
            Optional.ofNullable(earlier.access()).map(access -> access.until()))
        .flatMap(Optional::stream)
        .flatMap(time -> parse(time).stream())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static Optional<Instant> parse(String time) {
    try {
      return Optional.of(Instant.parse(time));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
