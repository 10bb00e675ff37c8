package io.riskmesh.scoring;

import static org.apache.spark.sql.functions.col;

import io.riskmesh.store.FileHashes;
import io.riskmesh.store.FileHashes.HashedFile;
import io.riskmesh.store.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/** Destination of scores. */
public sealed interface ScoreSink permits ScoreSink.Files, BranchSink {

  /**
   * The written scores.
   *
   * @param bands rows by band, counted as they are read back
   * @param publication how they were published in a table; null for files
   */
  record WrittenScores(
      Map<String, Long> bands,
      String table,
      Long snapshot,
      ScorePublication publication,
      List<HashedFile> files) {}

  /**
   * Writes the scores to a place that readers do not use yet; those of a table are published here.
   *
   * @param attempt unique name of this attempt
   * @param read called when the source has been read completely and before anything is visible to
   *     readers; throws if the data that was read is invalid
   */
  WrittenScores write(Dataset<Row> scores, String attempt, Runnable read);

  /** Removes the scores of other attempts once the manifest names those of this one. */
  default void tidy(String attempt) {}

  /** Parquet files in a separate folder per attempt, so that overlapping attempts cannot mix. */
  final class Files implements ScoreSink {
    private final Store store;
    private final String folder;

    /**
     * Creates a destination; nothing is written yet.
     *
     * @param folder of the manifest, relative to the store
     */
    Files(Store store, String folder) {
      this.store = store;
      this.folder = folder;
    }

    @Override
    public WrittenScores write(Dataset<Row> scores, String attempt, Runnable read) {
      Dataset<Row> written = stage(scores, store.uri(rows(attempt)));
      try {
        read.run();
      } catch (RuntimeException e) {
        store.delete(rows(attempt));
        throw e;
      }
      return new WrittenScores(countBands(written), null, null, null, hashFiles(attempt));
    }

    private static Map<String, Long> countBands(Dataset<Row> rows) {
      Map<String, Long> counts = new HashMap<>();
      rows.groupBy(col(ScoreTable.BAND))
          .count()
          .collectAsList()
          .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
      return counts;
    }

    private List<HashedFile> hashFiles(String attempt) {
      String below = rows(attempt).substring(folder.length() + 1);
      return FileHashes.hashFiles(store, rows(attempt)).stream()
          .map(file -> new HashedFile(below + "/" + file.path(), file.sha256(), file.bytes()))
          .toList();
    }

    @Override
    public void tidy(String attempt) {
      store.list(folder).stream()
          .map(Store.Entry::path)
          .filter(path -> path.startsWith(folder + "/rows-"))
          .map(path -> path.substring(0, path.indexOf('/', folder.length() + 1)))
          .filter(rows -> !rows.equals(rows(attempt)))
          .distinct()
          .forEach(store::delete);
    }

    private String rows(String attempt) {
      return "%s/rows-%s".formatted(folder, attempt);
    }
  }

  /** Writes the scores to files and returns them as they can be read again. */
  static Dataset<Row> stage(Dataset<Row> scores, String uri) {
    scores.write().mode(SaveMode.Overwrite).parquet(uri);
    return scores.sparkSession().read().schema(scores.schema()).parquet(uri);
  }
}
