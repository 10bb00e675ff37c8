package io.riskmesh.catalog;

import io.riskmesh.aws.AwsClients;
import io.riskmesh.aws.AwsErrors;
import io.riskmesh.config.CatalogConfig;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.QueryExecutionStatus;

/** Starts one Athena query and waits for it to end. */
final class AthenaQuery {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration MAX_PAUSE = Duration.ofSeconds(10);

  /** Maximum difference between two AWS clocks, including the truncated fraction of a second. */
  private static final Duration CLOCKS = Duration.ofMinutes(1);

  private static final Pattern CODE = Pattern.compile("\\b([A-Z][A-Z]+(?:_[A-Z]+)+)\\b");

  private final AwsClients aws;
  private final CatalogConfig catalog;

  AthenaQuery(AwsClients aws, CatalogConfig catalog) {
    this.aws = aws;
    this.catalog = catalog;
  }

  /**
   * The end of a query.
   *
   * @param wasOver whether the first look at the query found that it had already ended without a
   *     result
   * @param failure the error that the end of the query means; empty if it succeeded
   */
  record Ended(String id, boolean wasOver, Optional<RunException> failure) {
    String succeeded() {
      failure.ifPresent(
          e -> {
            throw e;
          });
      return id;
    }
  }

  /**
   * Runs a new query that is shared with no other attempt.
   *
   * @param results URI of the folder for Athena's own result files
   * @throws RunException with the outcome for the way the query ended
   */
  void run(String sql, String results) {
    run(sql, results, UUID.randomUUID().toString(), Instant.MIN).succeeded();
  }

  /**
   * Runs a query, or waits for the one already started with the same text and token.
   *
   * @param token random, of 32 characters or more
   * @param since time at which the token was created: an answer with an older query is rejected
   * @throws RunException when Athena does not answer; the query may keep running
   */
  Ended run(String sql, String results, String token, Instant since) {
    String id = start(sql, results, token);
    long end = System.nanoTime() + catalog.timeout().toNanos();
    Duration pause = FIRST_PAUSE;
    for (boolean isFirst = true; true; isFirst = false) {
      QueryExecution query = get(id);
      QueryExecutionState state = query.status().state();
      if (isOlder(query.status(), since)) {
        return new Ended(id, true, Optional.of(older(id, query.status())));
      }
      if (state == QueryExecutionState.SUCCEEDED) {
        return new Ended(id, false, Optional.empty());
      }
      if (state == QueryExecutionState.FAILED || state == QueryExecutionState.CANCELLED) {
        return new Ended(id, isFirst, Optional.of(ended(id, query.status())));
      }
      if (System.nanoTime() > end) {
        return new Ended(id, false, Optional.of(tooLong(id)));
      }
      sleep(id, pause);
      pause = pause.multipliedBy(2).compareTo(MAX_PAUSE) < 0 ? pause.multipliedBy(2) : MAX_PAUSE;
    }
  }

  private static boolean isOlder(QueryExecutionStatus status, Instant since) {
    return status.submissionDateTime() != null
        && since.isAfter(Instant.EPOCH)
        && status.submissionDateTime().isBefore(since.minus(CLOCKS));
  }

  private static RunException older(String id, QueryExecutionStatus status) {
    return RunException.stale(
        Outcome.SOURCE_UNAVAILABLE,
        "Athena returned query %s of %s, which is older than this run's query. Nothing was read from it: start the run again."
            .formatted(id, status.submissionDateTime()),
        null);
  }

  /**
   * Includes the query text in the client request token, because Athena rejects a known token that
   * comes with a different text.
   */
  private String start(String sql, String results, String token) {
    String own = FileHashes.sha256((token + sql + results).getBytes(StandardCharsets.UTF_8));
    try {
      return aws.athena()
          .startQueryExecution(
              request ->
                  request
                      .queryString(sql)
                      .workGroup(catalog.workgroup())
                      .clientRequestToken(own)
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

  /** Reports only the kind of the failure: the full reason may quote a value. */
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
        "Athena query %s ended with %s; see the query in Athena".formatted(id, kind),
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
      // The query ends by itself, and its output is removed with the run's work folder.
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
