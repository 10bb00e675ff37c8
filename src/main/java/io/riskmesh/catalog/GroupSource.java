package io.riskmesh.catalog;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;

import io.riskmesh.config.FeatureGroup;
import io.riskmesh.config.SourceConfig;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.StructType;
import software.amazon.awssdk.services.sagemaker.model.DescribeFeatureGroupResponse;
import software.amazon.awssdk.services.sagemaker.model.FeatureDefinition;

/**
 * A feature group at a point in time: of each record, the row with the latest event time among
 * those written by then, unless it marks the record as deleted. Of rows with the same event time,
 * the one that was handed over last counts, as in Feature Store's own queries.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sagemaker/latest/dg/feature-store-athena-glue-integration.html">Query
 *     feature groups</a>
 */
final class GroupSource implements SourceTable {
  private static final String PLACE = "_place";

  private final SourcePin pin;
  private final SourceSelection wanted;
  private final Dataset<Row> current;

  private GroupSource(SourcePin pin, SourceSelection wanted, Dataset<Row> current) {
    this.pin = pin;
    this.wanted = wanted;
    this.current = current;
  }

  /** Returns the request for all rows and columns of the table behind a group. */
  static SourceRequest everything(SourceRequest request, OfflineTable offline) {
    SourceConfig source = request.wanted().source();
    SourceConfig table =
        new SourceConfig(
            Optional.of(offline.database() + "." + offline.table()),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            source.snapshot(),
            source.asOf(),
            List.of(),
            Optional.empty(),
            Optional.empty());
    return new SourceRequest(
        new SourceSelection(table, new ColumnRoles(Set.of(), Set.of(), Set.of())),
        request.env(),
        request.asOf(),
        request.intermediate(),
        request.pinned());
  }

  /**
   * Opens a group, and reads one column to check which features its rows were written for.
   *
   * @param table all rows of its offline store
   * @throws RunException {@code SOURCE_MISSING} if the rows were written for other features
   */
  static SourceTable open(
      DescribeFeatureGroupResponse group, SourceTable table, SourceRequest request) {
    FeatureGroup asked = request.wanted().source().featureGroup().orElseThrow();
    Dataset<Row> rows = written(group, table, asked);
    requireFeatures(rows, asked);
    Dataset<Row> current = latest(rows, group).drop(GroupColumns.DIGEST);
    SourcePin all = table.pin();
    SourcePin pin =
        new SourcePin(
            "feature-group",
            request.wanted().source().name(),
            all.location(),
            all.snapshot(),
            all.snapshotTime(),
            request.asOf(),
            request.wanted().source().filter().orElse(null),
            ScanProjection.columns(current.schema()),
            List.of(),
            all.table(),
            null,
            all.schemaId());
    return new GroupSource(pin, request.wanted(), current);
  }

  /** Returns the rows that existed at the point in time, under the names of the features. */
  private static Dataset<Row> written(
      DescribeFeatureGroupResponse group, SourceTable table, FeatureGroup asked) {
    List<Column> columns = new ArrayList<>();
    for (FeatureDefinition feature : group.featureDefinitions()) {
      String name = feature.featureName();
      Column value = StagedColumns.column(inTable(table.schema(), name, asked));
      columns.add(
          (name.equals(group.eventTimeFeatureName()) ? value.cast("timestamp") : value).as(name));
    }
    for (String name : List.of(GroupColumns.RECEIVED, GroupColumns.WRITTEN, GroupColumns.DELETED)) {
      columns.add(StagedColumns.column(inTable(table.schema(), name, asked)).as(name));
    }
    Dataset<Row> rows = table.readEveryColumn().select(columns.toArray(Column[]::new));
    return asked
        .asOf()
        .map(time -> rows.filter(until(group.eventTimeFeatureName(), time)))
        .map(early -> early.filter(until(GroupColumns.WRITTEN, asked.asOf().get())))
        .orElse(rows);
  }

  private static Column until(String column, Instant time) {
    return StagedColumns.column(column).leq(lit(Timestamp.from(time)));
  }

  /** Finds a feature's column; catalogs may have changed the case of its name. */
  private static String inTable(StructType table, String feature, FeatureGroup asked) {
    return OfflineColumns.same(table.fieldNames(), feature)
        .orElseThrow(
            () ->
                new RunException(
                    Outcome.SOURCE_MISSING,
                    "the offline store of feature group %s has no column %s: has its table been replaced?"
                        .formatted(asked.name(), feature)));
  }

  private static void requireFeatures(Dataset<Row> rows, FeatureGroup asked) {
    if (!StagedColumns.has(rows.schema(), GroupColumns.DIGEST)) {
      throw new RunException(
          Outcome.SOURCE_MISSING,
          "feature group %s has no feature %s, so it is unknown which features its rows were written for: source.featureGroup reads groups that riskmesh features has written"
              .formatted(asked.name(), GroupColumns.DIGEST));
    }
    if (asked.features().isEmpty()) {
      return;
    }
    String expected = asked.features().get();
    rows
        .select(StagedColumns.column(GroupColumns.DIGEST))
        .distinct()
        .limit(2)
        .collectAsList()
        .stream()
        .map(row -> row.isNullAt(0) ? "none" : row.getString(0))
        .filter(digest -> !digest.equals(expected))
        .findFirst()
        .ifPresent(
            digest -> {
              throw new RunException(
                  Outcome.SOURCE_MISSING,
                  "feature group %s has rows that were written for other features: %s is %s, and this job's is %s. Read it with the job that wrote it, or write this job's features to a group of their own."
                      .formatted(asked.name(), GroupColumns.DIGEST, digest, expected));
            });
  }

  private static Dataset<Row> latest(Dataset<Row> rows, DescribeFeatureGroupResponse group) {
    WindowSpec newest =
        Window.partitionBy(StagedColumns.column(group.recordIdentifierFeatureName()))
            .orderBy(
                StagedColumns.column(group.eventTimeFeatureName()).desc(),
                StagedColumns.column(GroupColumns.RECEIVED).desc(),
                StagedColumns.column(GroupColumns.WRITTEN).desc());
    return rows.withColumn(PLACE, row_number().over(newest))
        .filter(StagedColumns.column(PLACE).equalTo(1))
        .filter(not(coalesce(StagedColumns.column(GroupColumns.DELETED), lit(false))))
        .drop(PLACE, GroupColumns.RECEIVED, GroupColumns.WRITTEN, GroupColumns.DELETED);
  }

  @Override
  public SourcePin pin() {
    return pin;
  }

  @Override
  public StructType schema() {
    return current.schema();
  }

  @Override
  public boolean isText() {
    return false;
  }

  @Override
  public Dataset<Row> readRows() {
    return ScanProjection.of(current, wanted);
  }

  @Override
  public SourceChange findGrowth(SourcePin earlier) {
    return pin.snapshot().equals(earlier.snapshot())
        ? SourceChange.nothing(this, "snapshot %d is still current".formatted(pin.snapshot()))
        : SourceChange.all(this, "in a feature group, new rows replace earlier ones");
  }

  @Override
  public Dataset<Row> readEveryColumn() {
    return ScanProjection.filter(current, wanted);
  }
}
