package io.riskmesh.scoring;

/**
 * How scores were published in an Iceberg table.
 *
 * @param branch on which they were audited; it was dropped when main moved to its snapshot
 * @param tag of that snapshot, named after the as-of time
 * @param tagMoved whether an earlier scoring of the same as-of time had the tag
 * @param audit what the audit found
 */
public record ScorePublication(
    String branch, String tag, boolean tagMoved, ScoreAudit.AuditFindings audit) {}
