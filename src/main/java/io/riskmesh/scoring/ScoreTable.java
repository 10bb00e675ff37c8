package io.riskmesh.scoring;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.catalog.SourceTable;
import io.riskmesh.evaluate.PredictionColumns;
import io.riskmesh.evaluate.ScoreColumn;
import io.riskmesh.evaluate.ScoringPass;
import io.riskmesh.explain.ReasonColumn;
import io.riskmesh.model.Calibrator;
import io.riskmesh.model.PointScale;
import io.riskmesh.model.RiskBands;
import io.riskmesh.model.RiskBands.Band;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.split.RowStaging;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StringType;

/** Defines the scores of a table, row by row; nothing is read before they are written. */
final class ScoreTable {
  /** bigint: the hash by which the row is split, if the job declares no key. */
  static final String ROW_KEY = "row_key";

  /** double: the calibrated probability that the calibrator derives from the margin. */
  static final String CALIBRATED = "calibrated";

  /** string: the band of the calibrated probability. */
  static final String BAND = "band";

  /** string: {@code refuse} or {@code accept}, by the run's threshold on the raw probability. */
  static final String DECISION = "decision";

  /** int: the points of the margin, only for models that have points. */
  static final String POINTS = "points";

  static final String RUN_ID = "run_id";
  static final String SOURCE_ID = "source_id";

  /** timestamp: the as-of time of the scoring. */
  static final String AS_OF = "as_of";

  private static final List<String> OWN =
      List.of(
          PredictionColumns.MARGIN,
          PredictionColumns.PROBABILITY,
          CALIBRATED,
          BAND,
          DECISION,
          RUN_ID,
          SOURCE_ID,
          AS_OF);

  private ScoreTable() {}

  /**
   * Returns the names of the columns that scoring adds to those of the table.
   *
   * @param hasPoints whether the model has points
   */
  static Stream<String> own(ScoreInput input, boolean hasPoints) {
    Stream<String> more =
        Stream.of(
                Optional.of(ROW_KEY).filter(key -> input.key().isEmpty()),
                Optional.of(POINTS).filter(name -> hasPoints),
                input.job().score().reasons().map(reasons -> ReasonColumn.NAME))
            .flatMap(Optional::stream);
    return Stream.concat(more, OWN.stream());
  }

  /**
   * Checks that no copied column has the name of a score; tables do not distinguish case.
   *
   * @param hasPoints whether the model has points
   * @throws RunException {@code USAGE} if a key or a column to keep has the name of a score
   */
  static void requireOwnNames(ScoreInput input, boolean hasPoints) {
    Set<String> own = own(input, hasPoints).collect(Collectors.toSet());
    Stream.concat(input.key().stream(), input.keep().stream())
        .filter(name -> own.contains(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .ifPresent(
            name -> {
              throw new RunException(
                  Outcome.USAGE,
                  "column %s of source.key or score.keep has the name of a score: rename it where the table is created, or leave it out"
                      .formatted(name));
            });
  }

  /**
   * Scores the rows when the result is used; loads the booster once, here, to check its width.
   *
   * @param features the model's inputs from the rows
   * @return key columns or {@link #ROW_KEY}, kept columns, then margin, probability, {@link
   *     #CALIBRATED}, {@link #BAND}, {@link #DECISION}, {@link #POINTS} if the model has points,
   *     {@link ReasonColumn#NAME} if the job asks for reasons, {@link #RUN_ID}, {@link #SOURCE_ID},
   *     {@link #AS_OF}
   * @throws RunException {@code USAGE} if the model cannot give the reasons
   */
  static Dataset<Row> score(
      ScoredModel model,
      ScoreInput input,
      SourceTable table,
      Dataset<Row> rows,
      FeatureInput features,
      String sourceId) {
    List<Column> carried = carried(input, table, rows);
    Calibrator calibrator = model.info().calibrator();
    Optional<ScoreReasons> reasons =
        input
            .job()
            .score()
            .reasons()
            .map(config -> ScoreReasons.of(config, model, input, carried.size()));
    Dataset<Row> scored =
        ScoringPass.score(
            rows,
            Stream.concat(carried.stream(), values(reasons, table, rows)).toList(),
            features,
            model.booster(),
            Stream.concat(
                    reasons.<ScoreColumn>map(ScoreReasons::column).stream(),
                    CalibratedColumn.of(calibrator).stream())
                .toList());
    Column calibrated =
        calibrator.points().isEmpty()
            ? calibrated(col(PredictionColumns.MARGIN), calibrator)
            : col(CALIBRATED);
    Column probability = col(PredictionColumns.PROBABILITY).cast("double");
    Stream<Column> derived =
        Stream.of(
            calibrated.as(CALIBRATED),
            band(calibrated, input.job().score().bands()).as(BAND),
            when(probability.geq(model.info().threshold()), "refuse")
                .otherwise("accept")
                .as(DECISION));
    Stream<Column> points =
        Optional.ofNullable(model.info().points())
            .map(scale -> points(col(PredictionColumns.MARGIN), scale).as(POINTS))
            .stream();
    Stream<Column> scores =
        Stream.concat(
                Stream.of(scored.columns()).limit(carried.size()),
                Stream.of(PredictionColumns.MARGIN, PredictionColumns.PROBABILITY))
            .map(StagedColumns::column);
    Stream<Column> origin =
        Stream.of(
            lit(model.manifest().runId()).as(RUN_ID),
            lit(sourceId).as(SOURCE_ID),
            lit(table.pin().asOf()).cast("timestamp").as(AS_OF));
    return scored.select(
        Stream.of(
                scores, derived, points, reasons.map(r -> col(ReasonColumn.NAME)).stream(), origin)
            .flatMap(columns -> columns)
            .toArray(Column[]::new));
  }

  /** Returns the values that the reasons show, as texts under names of their own. */
  private static Stream<Column> values(
      Optional<ScoreReasons> reasons, SourceTable table, Dataset<Row> rows) {
    List<String> shown = reasons.map(ScoreReasons::values).orElse(List.of());
    return IntStream.range(0, shown.size())
        .mapToObj(i -> copied(shown.get(i), table, rows).cast("string").as("_value." + i));
  }

  private static List<Column> carried(ScoreInput input, SourceTable table, Dataset<Row> rows) {
    List<Column> carried = new ArrayList<>();
    if (input.key().isEmpty()) {
      carried.add(RowStaging.rowKey(rows.schema(), input.job()).as(ROW_KEY));
    }
    Stream.concat(input.key().stream(), input.keep().stream())
        .forEach(name -> carried.add(copied(name, table, rows)));
    return carried;
  }

  /** Returns a column as it is in the table: text that the features read as a number stays text. */
  private static Column copied(String name, SourceTable table, Dataset<Row> rows) {
    boolean isText = StagedColumns.type(table.schema(), name) instanceof StringType;
    boolean wasRead = StagedColumns.has(rows.schema(), StagedColumns.text(name));
    return StagedColumns.column(isText && wasRead ? StagedColumns.text(name) : name).as(name);
  }

  /**
   * Implements {@link Calibrator#probability} without points in Catalyst, whose exp also is
   * StrictMath's.
   */
  static Column calibrated(Column margin, Calibrator calibrator) {
    Column logit =
        margin.cast("double").multiply(lit(calibrator.slope())).plus(lit(calibrator.intercept()));
    return lit(1.0).divide(lit(1.0).plus(exp(logit.multiply(lit(-1.0)))));
  }

  /** Implements {@link PointScale#total} in Catalyst. */
  static Column points(Column margin, PointScale scale) {
    Column odds = margin.cast("double").plus(lit(Math.log(scale.odds())));
    Column points = lit(scale.score()).minus(lit(scale.factor()).multiply(odds));
    return floor(points.plus(lit(0.5))).cast("int");
  }

  /** Implements {@link RiskBands#of} in Catalyst. */
  static Column band(Column calibrated, RiskBands bands) {
    List<Band> all = bands.bands();
    Column band = lit(all.get(all.size() - 1).name());
    for (int i = all.size() - 2; i >= 0; i--) {
      band = when(calibrated.lt(lit(all.get(i).below())), all.get(i).name()).otherwise(band);
    }
    return band;
  }
}
