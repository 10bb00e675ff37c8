package io.riskmesh.catalog;

import io.riskmesh.aws.Aws;
import io.riskmesh.aws.AwsErrors;
import io.riskmesh.config.CatalogConfig;
import io.riskmesh.store.Hashes;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.QueryExecutionStatus;

/** One query of Athena's, started once and waited for. */
record AthenaQuery(Aws aws, CatalogConfig catalog) {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Pattern CODE = Pattern.compile("\\b([A-Z][A-Z]+(?:_[A-Z]+)+)\\b");

  /**
   * Runs a query. One that an attempt before has started with the same words is not started again.
   *
   * @param results URI of a folder for what Athena itself writes down
   * @return the query's id
   * @throws RunException with the outcome that the query's end means
   */
  String run(String sql, String results) {
    String id = start(sql, results);
    long end = System.nanoTime() + catalog.timeout().toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      QueryExecution query = get(id);
      QueryExecutionState state = query.status().state();
      if (state == QueryExecutionState.SUCCEEDED) {
        return id;
      }
      if (state == QueryExecutionState.FAILED || state == QueryExecutionState.CANCELLED) {
        throw ended(id, query.status());
      }
      if (System.nanoTime() > end) {
        throw tooLong(id);
      }
      sleep(id, pause);
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
  }

  private String start(String sql, String results) {
    String token = Hashes.sha256((sql + results).getBytes(StandardCharsets.UTF_8));
    try {
      return aws.athena()
          .startQueryExecution(
              request ->
                  request
                      .queryString(sql)
                      .workGroup(catalog.workgroup())
                      .clientRequestToken(token)
                      .resultConfiguration(result -> result.outputLocation(results)))
          .queryExecutionId();
    } catch (SdkException e) {
      throw AwsErrors.of(e, "Athena StartQueryExecution in workgroup " + catalog.workgroup());
    }
  }

  private QueryExecution get(String id) {
    try {
      return aws.athena()
          .getQueryExecution(request -> request.queryExecutionId(id))
          .queryExecution();
    } catch (SdkException e) {
      throw AwsErrors.of(e, "Athena GetQueryExecution of " + id);
    }
  }

  /** Of the reason only its kind: its words may quote a value. */
  private static RunException ended(String id, QueryExecutionStatus status) {
    String reason = String.valueOf(status.stateChangeReason());
    Matcher code = CODE.matcher(reason);
    String kind = code.find() ? code.group(1) : status.stateAsString().toLowerCase(Locale.ROOT);
    if (isDenied(reason)) {
      return new RunException(
          Outcome.SOURCE_MISSING,
          "Athena query %s may not read the table: grant SELECT on it (and DESCRIBE on its resource link) to the job's role in Lake Formation, with lakeformation:GetDataAccess in IAM"
              .formatted(id));
    }
    boolean retryable =
        status.state() == QueryExecutionState.CANCELLED
            || (status.athenaError() != null
                && (Boolean.TRUE.equals(status.athenaError().retryable())
                    || Integer.valueOf(1).equals(status.athenaError().errorCategory())));
    return RunException.stale(
        retryable ? Outcome.SOURCE_UNAVAILABLE : Outcome.SOURCE_MISSING,
        "Athena query %s ended with %s; see it there".formatted(id, kind),
        null);
  }

  private static boolean isDenied(String reason) {
    String words = reason.toLowerCase(Locale.ROOT);
    return words.contains("insufficient permission")
        || words.contains("insufficient lake formation permission")
        || words.contains("access_denied")
        || words.contains("access denied")
        || words.contains("not authorized");
  }

  private RunException tooLong(String id) {
    stop(id);
    return RunException.stale(
        Outcome.SOURCE_UNAVAILABLE,
        "Athena query %s took longer than catalog.timeout (%s) and was stopped"
            .formatted(id, catalog.timeout()),
        null);
  }

  private void stop(String id) {
    try {
      aws.athena().stopQueryExecution(request -> request.queryExecutionId(id));
    } catch (SdkException e) {
      // It ends by itself, and what it writes is removed with the run's work.
      return;
    }
  }

  private void sleep(String id, Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop(id);
      throw new RunException(Outcome.FAILED, "interrupted while waiting for Athena query " + id, e);
    }
  }
}
