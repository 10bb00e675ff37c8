package io.riskmesh.drift;

import io.riskmesh.catalog.ColumnRoles;
import io.riskmesh.catalog.SourcePin;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.SplitPart;
import io.riskmesh.drift.Baseline.BaselineLevel;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.evaluate.PredictionColumns;
import io.riskmesh.privacy.DisclosureLevel;
import io.riskmesh.privacy.SecretColumns;
import io.riskmesh.quality.QualityReport;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Builds a run's baseline from its staged rows and its predictions. */
public final class BaselineBuilder {
  private final JobConfig job;
  private final ColumnRoles roles;
  private final SecretColumns secrets;

  /** Creates a builder for the columns that the job uses. */
  public BaselineBuilder(JobConfig job) {
    this.job = job;
    this.roles = ColumnRoles.of(job);
    this.secrets = SecretColumns.of(job);
  }

  /**
   * Returns the baseline, computed in one Spark job that reads the rows and the predictions once
   * each.
   *
   * @param staged rows as {@code split.RowStaging} writes them
   * @param predictions columns as in {@link PredictionColumns}
   * @param evaluation of these predictions
   */
  public Baseline observe(
      SourcePin pin,
      QualityReport quality,
      Dataset<Row> staged,
      long rows,
      Dataset<Row> predictions,
      Evaluation evaluation) {
    List<String> names = List.copyOf(roles.used());
    List<ObservedColumn> readings =
        names.stream().map(name -> reading(name, staged.schema())).toList();
    List<GroupFinder.FoundGroups> found =
        GroupFinder.find(
            new GroupFinder.FinderPart(staged, readings),
            new GroupFinder.FinderPart(untrained(predictions), List.of(ObservedColumn.score())));
    return new Baseline(
        Baseline.VERSION,
        job.name(),
        pin.asOf(),
        Baseline.BaselineSource.of(pin),
        quality.rows(),
        quality.positives(),
        (double) quality.positives() / quality.rows(),
        columns(names, pin, found, rows),
        found.get(names.size()).distribution(),
        BaselineLevel.of(evaluation));
  }

  /** Returns the predictions of rows that were neither trained on nor are out of time. */
  private static Dataset<Row> untrained(Dataset<Row> predictions) {
    return predictions.filter(
        predictions
            .col(PredictionColumns.PART)
            .isin(SplitPart.VALIDATION.key(), SplitPart.TEST.key()));
  }

  private List<Baseline.BaselineColumn> columns(
      List<String> names, SourcePin pin, List<GroupFinder.FoundGroups> found, long rows) {
    List<Baseline.BaselineColumn> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      columns.add(column(names.get(i), pin, found.get(i), rows));
    }
    return List.copyOf(columns);
  }

  private Baseline.BaselineColumn column(
      String name, SourcePin pin, GroupFinder.FoundGroups found, long rows) {
    double nullShare = (double) found.missing() / rows;
    return new Baseline.BaselineColumn(
        name,
        type(name, pin),
        secrets.of(name),
        isMasked(name) ? hundredths(nullShare) : nullShare,
        isCompared(name) ? found.distribution() : null,
        isCompared(name) ? found.moments() : null,
        isCompared(name) && found.texts() > 0 ? found.texts() : null);
  }

  private static String type(String name, SourcePin pin) {
    return pin.columns().stream()
        .filter(column -> column.name().equals(name))
        .map(SourcePin.PinnedColumn::type)
        .findFirst()
        .orElseThrow();
  }

  private boolean isMasked(String name) {
    return secrets.of(name) == DisclosureLevel.MASKED;
  }

  static double hundredths(double share) {
    return Math.rint(share * 100) / 100;
  }

  /**
   * Returns whether a column's distribution is compared. Times and keys change by themselves, so
   * theirs are not.
   */
  private boolean isCompared(String name) {
    return secrets.of(name) == DisclosureLevel.OPEN && !roles.times().contains(name);
  }

  private ObservedColumn reading(String name, StructType staged) {
    return isCompared(name)
        ? ObservedColumn.of(name, staged, job, roles)
        : ObservedColumn.presence(name, staged);
  }
}
