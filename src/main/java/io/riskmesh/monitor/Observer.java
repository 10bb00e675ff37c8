package io.riskmesh.monitor;

import io.riskmesh.catalog.Roles;
import io.riskmesh.catalog.SourcePin;
import io.riskmesh.catalog.SourcePin.SourceColumn;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.Part;
import io.riskmesh.evaluate.Predictions;
import io.riskmesh.monitor.Baseline.Column;
import io.riskmesh.profile.Disclosure;
import io.riskmesh.profile.Secrets;
import io.riskmesh.quality.QualityReport;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Looks at what a run has staged and predicted, for its baseline. */
public final class Observer {
  private final JobConfig job;
  private final Roles roles;
  private final Secrets secrets;

  public Observer(JobConfig job) {
    this.job = job;
    this.roles = Roles.of(job);
    this.secrets = Secrets.of(job);
  }

  /**
   * The baseline, in one aggregation over the rows and the predictions, each read once.
   *
   * @param staged rows as {@code split.Staging} writes them
   * @param predictions columns as in {@link Predictions}
   */
  public Baseline observe(
      SourcePin pin, QualityReport quality, Dataset<Row> staged, Dataset<Row> predictions) {
    List<String> names = List.copyOf(roles.used());
    List<Reading> readings = names.stream().map(name -> reading(name, staged.schema())).toList();
    List<Grouping.Found> found =
        Grouping.of(
            new Grouping.Part(staged, readings),
            new Grouping.Part(untrained(predictions), List.of(Reading.score())));
    return new Baseline(
        Baseline.VERSION,
        job.name(),
        pin.asOf(),
        Baseline.Source.of(pin),
        quality.rows(),
        quality.positives(),
        (double) quality.positives() / quality.rows(),
        columns(names, pin, found, quality.rows()),
        found.get(names.size()).distribution());
  }

  private static Dataset<Row> untrained(Dataset<Row> predictions) {
    return predictions.filter(predictions.col(Predictions.PART).notEqual(Part.TRAIN.key()));
  }

  private List<Column> columns(
      List<String> names, SourcePin pin, List<Grouping.Found> found, long rows) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      columns.add(column(names.get(i), pin, found.get(i), rows));
    }
    return List.copyOf(columns);
  }

  private Column column(String name, SourcePin pin, Grouping.Found found, long rows) {
    double nullShare = (double) found.missing() / rows;
    return new Column(
        name,
        type(name, pin),
        secrets.of(name),
        isMasked(name) ? hundredths(nullShare) : nullShare,
        isCompared(name) ? found.distribution() : null);
  }

  private static String type(String name, SourcePin pin) {
    return pin.columns().stream()
        .filter(column -> column.name().equals(name))
        .map(SourceColumn::type)
        .findFirst()
        .orElseThrow();
  }

  private boolean isMasked(String name) {
    return secrets.of(name) == Disclosure.MASKED;
  }

  static double hundredths(double share) {
    return Math.rint(share * 100) / 100;
  }

  /** A time moves on by itself, and so do keys. */
  private boolean isCompared(String name) {
    return secrets.of(name) == Disclosure.OPEN && !roles.times().contains(name);
  }

  private Reading reading(String name, StructType staged) {
    return isCompared(name) ? Reading.of(name, staged, job) : Reading.presence(name, staged);
  }
}
