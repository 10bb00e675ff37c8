package io.riskmesh.tune;

/**
 * Whose parameters were searched.
 *
 * @param job name of the job
 * @param runId id under which the search was run
 * @param asOf ISO-8601 as-of time of the rows
 * @param digest digest of the job's configuration
 * @param trainRows number of train rows
 * @param validationRows number of validation rows
 */
public record SearchedJob(
    String job, String runId, String asOf, String digest, long trainRows, long validationRows) {}
