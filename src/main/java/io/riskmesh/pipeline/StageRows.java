package io.riskmesh.pipeline;

import io.riskmesh.config.SplitPart;
import io.riskmesh.rows.ParquetFolder;
import io.riskmesh.session.RunStage;
import io.riskmesh.session.SparkRuntime;
import io.riskmesh.store.AttemptPaths;
import io.riskmesh.store.StageJournal;
import io.riskmesh.store.Store;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The rows that earlier stages of a run have written, each by the attempt that finished it. */
final class StageRows {
  /** Folder of the staged source rows in an attempt's work folder. */
  static final String FOLDER = "rows";

  private final Store store;
  private final StageJournal journal;
  private final SparkRuntime runtime;

  StageRows(Store store, StageJournal journal, SparkRuntime runtime) {
    this.store = store;
    this.journal = journal;
    this.runtime = runtime;
  }

  /** Finds the attempt whose output of a stage counts; reads one marker. */
  AttemptPaths findWriter(RunStage stage) {
    return journal.findWriter(stage.key());
  }

  /** Opens the source rows that the run has staged; reads one marker and the schema. */
  Dataset<Row> readStaged() {
    return read(findWriter(RunStage.READ).work(FOLDER));
  }

  /** Opens the Parquet files in a folder of the store; reads the schema. */
  Dataset<Row> read(String folder) {
    return open(folder).rows();
  }

  /** Counts the rows in such a folder, from the footers of its files. */
  long count(String folder) {
    return open(folder).count();
  }

  private ParquetFolder open(String folder) {
    return ParquetFolder.at(runtime.spark(), store.uri(folder));
  }

  /** Returns the session that reads the rows. */
  SparkSession spark() {
    return runtime.spark();
  }

  /** Opens the features of a part; reads one marker and the schema. */
  Dataset<Row> readPart(SplitPart part) {
    return read(findWriter(RunStage.FEATURES).data(part.key()));
  }
}
