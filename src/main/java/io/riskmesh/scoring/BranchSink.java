package io.riskmesh.scoring;

import io.riskmesh.catalog.IcebergBranch;
import io.riskmesh.catalog.IcebergBranch.PublishedRows;
import io.riskmesh.catalog.IcebergSink;
import io.riskmesh.scoring.ScoreAudit.AuditFindings;
import io.riskmesh.scoring.ScoreAudit.EarlierScores;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * An Iceberg table, in which the rows of this run and source are replaced: written to a branch of
 * their own, audited there as the table returns them, and only then published on main.
 *
 * <p>The scores are kept in files until it is known that the source has not changed since they were
 * computed, and so that they can be written again if main moves during the audit.
 */
final class BranchSink implements ScoreSink {
  private static final int TRIES = 3;
  private static final Pattern PUNCTUATION = Pattern.compile("[^0-9TZ]");
  private static final List<String> PARTITION =
      List.of(ScoreTable.AS_OF, ScoreTable.RUN_ID, ScoreTable.SOURCE_ID);

  private final IcebergSink sink;
  private final ScoreRows scoring;
  private final String staging;
  private final ScoreAudit audit;
  private final Consumer<String> progress;

  /**
   * The rows of a scoring in a table.
   *
   * @param table name of the table
   * @param asOf ISO-8601 as-of time
   */
  record ScoreRows(String table, String run, String sourceId, String asOf) {

    private Map<String, String> values() {
      return Map.of(ScoreTable.RUN_ID, run, ScoreTable.SOURCE_ID, sourceId);
    }

    private String branch() {
      return "score_%s_%s".formatted(run, sourceId);
    }

    private String tag() {
      return "as_of_" + PUNCTUATION.matcher(asOf).replaceAll("");
    }
  }

  /**
   * Creates a destination; nothing is written yet.
   *
   * @param staging URI of a folder for files; the caller removes it
   */
  BranchSink(
      IcebergSink sink,
      ScoreRows scoring,
      String staging,
      ScoreAudit audit,
      Consumer<String> progress) {
    this.sink = sink;
    this.scoring = scoring;
    this.staging = staging;
    this.audit = audit;
    this.progress = progress;
  }

  /**
   * Writes, audits and publishes the scores.
   *
   * @throws RunException {@code DATA_QUALITY} if they fail the audit: main is as it was, and the
   *     branch stays; {@code SOURCE_UNAVAILABLE} if main moves during each of the audits
   */
  @Override
  public WrittenScores write(Dataset<Row> scores, String attempt, Runnable read) {
    sink.prepare(scores, PARTITION);
    Dataset<Row> staged = ScoreSink.stage(scores, staging);
    read.run();
    long expected = staged.count();
    IcebergBranch branch = sink.branch(scoring.branch());
    for (int i = 1; i <= TRIES; i++) {
      long snapshot = sink.replace(staged, scoring.values(), branch, attempt + "-" + i);
      progress.accept(
          "branch    %s of %s, snapshot %d".formatted(branch.name(), scoring.table(), snapshot));
      AuditFindings found = audited(branch, snapshot, expected);
      boolean isTagged = branch.has(scoring.tag());
      if (branch.publish(snapshot, scoring.tag())) {
        progress.accept(
            "publish   main of %s, tag %s%s"
                .formatted(scoring.table(), scoring.tag(), isTagged ? ", moved" : ""));
        return new WrittenScores(
            found.bands(),
            scoring.table(),
            snapshot,
            new ScorePublication(branch.name(), scoring.tag(), isTagged, found),
            List.of());
      }
      progress.accept("rebase    main of %s has moved".formatted(scoring.table()));
    }
    throw new RunException(
        Outcome.SOURCE_UNAVAILABLE,
        "main of table %s moved during each of %d audits. Start again: nothing was published."
            .formatted(scoring.table(), TRIES));
  }

  private AuditFindings audited(IcebergBranch branch, long snapshot, long expected) {
    Optional<EarlierScores> earlier = branch.findLast(scoring.values()).map(this::earlier);
    AuditFindings found = audit.findings(sink.read(scoring.values(), snapshot), expected, earlier);
    List<String> failures = audit.failures(found);
    if (!failures.isEmpty()) {
      throw new RunException(
          Outcome.DATA_QUALITY,
          "branch %s of table %s failed its audit, and main is as it was: %s. The branch stays for inspection; a new scoring of these rows replaces it."
              .formatted(branch.name(), scoring.table(), String.join("; ", failures)));
    }
    progress.accept(
        "audit     %,d rows%s"
            .formatted(
                found.rows(),
                found.shift() == null
                    ? ", no earlier scores"
                    : String.format(
                        Locale.ROOT,
                        ", PSI %.3f against run %s",
                        found.shift().psi(),
                        found.shift().run())));
    return found;
  }

  private EarlierScores earlier(PublishedRows rows) {
    return new EarlierScores(
        rows.values().get(ScoreTable.RUN_ID),
        rows.values().get(ScoreTable.SOURCE_ID),
        rows.snapshot(),
        sink.read(rows.values(), rows.snapshot()));
  }
}
