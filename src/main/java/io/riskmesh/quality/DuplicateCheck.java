package io.riskmesh.quality;

import io.riskmesh.quality.QualityReport.Violation;
import io.riskmesh.rows.PlainRows;
import io.riskmesh.rows.StagedColumns;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Counts rows that repeat the key of another: rows minus distinct row hashes. Staged rows with the
 * same hash stand side by side in one file, so that one pass over one column counts them. Two keys
 * share a 64-bit hash with probability 3e-8 in a million rows.
 */
final class DuplicateCheck implements QualityCheck {
  private final Dataset<Row> staged;
  private final double maxShare;

  DuplicateCheck(Dataset<Row> staged, double maxShare) {
    this.staged = staged;
    this.maxShare = maxShare;
  }

  /** Runs one Spark job over the hashes. */
  @Override
  public Optional<Violation> judge(AggregateScan.ScanResult result, long rows) {
    if (rows == 0) {
      return Optional.empty();
    }
    long repeats = rows - countDistinct();
    if ((double) repeats / rows <= maxShare) {
      return Optional.empty();
    }
    String message =
        "duplicate_keys: %s repeat the key of another row; the limit is %s: set source.key to the columns that identify a row, remove the duplicates, or raise maxShare of the rule"
            .formatted(RowCheck.of(repeats, rows), RowCheck.percent(maxShare));
    return Optional.of(new Violation("duplicate_keys", null, repeats, null, message));
  }

  /**
   * The hashes of a task's rows.
   *
   * @param inner number of hashes that no other task can have
   * @param ends the first and the last hash, which it may share with another part of the file
   */
  private record HashRun(long inner, Set<Long> ends) implements Serializable {

    /** Returns one entry for every file, or part of one, among the rows. */
    static Iterator<HashRun> of(Iterator<InternalRow> rows, int at) {
      List<HashRun> runs = new ArrayList<>();
      long first = 0;
      long last = 0;
      long distinct = 0;
      while (rows.hasNext()) {
        long hash = rows.next().getLong(at);
        if (distinct > 0 && hash < last) {
          runs.add(of(first, last, distinct));
          distinct = 0;
        }
        if (distinct == 0) {
          first = hash;
        }
        distinct += distinct == 0 || hash > last ? 1 : 0;
        last = hash;
      }
      if (distinct > 0) {
        runs.add(of(first, last, distinct));
      }
      return runs.iterator();
    }

    private static HashRun of(long first, long last, long distinct) {
      return new HashRun(Math.max(0, distinct - 2), new HashSet<>(Arrays.asList(first, last)));
    }
  }

  private long countDistinct() {
    PlainRows hashes = PlainRows.of(staged.select(StagedColumns.column(StagedColumns.ROW)));
    int at = hashes.schema().fieldIndex(StagedColumns.ROW);
    List<HashRun> runs = hashes.rows().mapPartitions(rows -> HashRun.of(rows, at)).collect();
    Set<Long> ends = new HashSet<>();
    runs.forEach(run -> ends.addAll(run.ends()));
    return ends.size() + runs.stream().mapToLong(HashRun::inner).sum();
  }
}
