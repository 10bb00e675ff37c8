package io.riskmesh.pipeline;

import static io.riskmesh.pipeline.RowTotals.requireAll;
import static org.apache.spark.sql.functions.col;

import io.riskmesh.config.JobConfig;
import io.riskmesh.config.SplitPart;
import io.riskmesh.features.BinTables;
import io.riskmesh.features.FeatureFitter;
import io.riskmesh.features.FeatureSummary;
import io.riskmesh.features.FeatureTable;
import io.riskmesh.features.FittedFeatures;
import io.riskmesh.screen.FeatureScreening;
import io.riskmesh.screen.FeatureScreening.Screened;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.split.Splitter;
import io.riskmesh.store.AttemptPaths;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Store;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The work on features: they are fitted and screened on train, and written for all parts. */
final class FeatureActions {
  static final String FEATURES = "features.json";
  static final String BINS = "bins.json";
  static final String SCREENING = "screening.json";

  private final JobConfig job;
  private final Store store;
  private final AttemptPaths mine;
  private final ReferenceInputs references;

  FeatureActions(JobConfig job, Store store, AttemptPaths mine, ReferenceInputs references) {
    this.job = job;
    this.store = store;
    this.mine = mine;
    this.references = references;
  }

  /** Fits the features of the published model, and writes them for all parts. */
  FeatureSummary fitAll(Dataset<Row> rows, SplitSummary split) {
    Screened screened = fit(rows, split.parts().get(SplitPart.TRAIN).rows());
    FittedFeatures used = screened.used();
    write(rows, used, split.filled(), mine.dataFolder())
        .forEach((part, written) -> requireWhole(part, written, split));
    store.write(mine.work(FEATURES), used.spec().toJson());
    if (BinTables.in(job)) {
      store.write(mine.work(BINS), JsonText.bytes(new BinTables(used.bins())));
    }
    screened
        .result()
        .ifPresent(result -> store.write(mine.work(SCREENING), JsonText.bytes(result)));
    return summary(screened);
  }

  /**
   * Fits the features on the train rows among rows with their part, and screens them if the job
   * asks for it.
   */
  Screened fit(Dataset<Row> rows, long trainRows) {
    FittedFeatures fitted =
        FeatureFitter.fit(
            rows.filter(col(Splitter.PART).equalTo(SplitPart.TRAIN.key())),
            job.modelFeatures(),
            job.source().missingValues(),
            job.quality().implied().maxUnknown(),
            job.privacy().mask());
    return job.screening()
        .map(config -> FeatureScreening.screen(rows, trainRows, fitted, job, config))
        .orElseGet(() -> new Screened(fitted, Optional.empty()));
  }

  static FeatureSummary summary(Screened screened) {
    FittedFeatures used = screened.used();
    return new FeatureSummary(
        FileHashes.sha256(used.spec().toJson()),
        used.spec().names(),
        used.declared(),
        screened.dropped());
  }

  /** Writes the features of rows with their part, and returns the number of rows per part. */
  Map<SplitPart, Long> write(
      Dataset<Row> rows, FittedFeatures fitted, Set<SplitPart> parts, String folder) {
    return FeatureTable.write(
        rows, fitted, references.texts(rows.schema()), parts, store.uri(folder));
  }

  private static void requireWhole(SplitPart part, long written, SplitSummary split) {
    long assigned = split.parts().containsKey(part) ? split.parts().get(part).rows() : 0;
    requireAll(part.key() + " has the features of", written, assigned);
  }
}
