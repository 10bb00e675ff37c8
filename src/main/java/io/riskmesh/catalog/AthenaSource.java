package io.riskmesh.catalog;

import io.riskmesh.aws.AwsClients;
import io.riskmesh.catalog.SourcePin.SourceFile;
import io.riskmesh.rows.UnreadType;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.S3Uri;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A table that Athena unloads into the run's own folder, projected and filtered. It serves tables
 * with row or column filters, and tables for whose files Spark gets no credentials. The unload
 * happens when the pin is requested, and its files are the pin: every attempt of the run reads the
 * same files.
 */
final class AthenaSource implements SourceTable {
  private final SourceRequest request;
  private final SourceSelection wanted;
  private final TableName name;
  private final TableMetadata table;
  private final List<Expression> predicates;
  private final AthenaFolder folder;
  private SourcePin pin;

  AthenaSource(
      SparkSession spark,
      AwsClients aws,
      SourceRequest request,
      TableName name,
      TableMetadata table) {
    this.request = request;
    this.wanted = request.wanted();
    this.name = name;
    this.table = table;
    this.predicates = Predicates.of(spark, wanted, UnreadType.asText(schema()));
    this.folder = new AthenaFolder(spark, aws, request, table);
    requireS3();
    requireVersion();
  }

  /**
   * Requires a snapshot id or a time: Athena's time travel accepts nothing else.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/athena/latest/ug/querying-iceberg-time-travel-and-version-travel-queries.html">Time
   *     travel</a>
   */
  private void requireVersion() {
    wanted
        .source()
        .snapshot()
        .filter(snapshot -> !AthenaSql.isVersion(snapshot))
        .ifPresent(
            snapshot -> {
              throw new RunException(
                  Outcome.USAGE,
                  "source.snapshot %s: Athena accepts a snapshot id or a time, but no tag, branch or schema. Give the snapshot's id."
                      .formatted(snapshot));
            });
  }

  private void requireS3() {
    if (!S3Uri.is(request.intermediate())) {
      throw new RunException(
          Outcome.USAGE,
          "catalog.type: athena unloads into the artifacts root, but artifacts.uri %s is not on S3"
              .formatted(request.env().artifacts()));
    }
  }

  @Override
  public StructType schema() {
    return table.schema();
  }

  @Override
  public boolean isText() {
    return false;
  }

  @Override
  public String shown() {
    return "%s -> %s, by Athena in workgroup %s"
        .formatted(name, table.identity().shown(), request.env().catalog().workgroup());
  }

  /** Unknown here: only the unload would show it. */
  @Override
  public Optional<Instant> committed() {
    return Optional.empty();
  }

  @Override
  public SourcePin pin() {
    if (pin == null) {
      pin = pinned();
    }
    return pin;
  }

  private SourcePin pinned() {
    String query = request.pinned().map(SourcePin::query).orElseGet(() -> unload(used(), "rows"));
    List<SourceFile> files = folder.listFiles("rows");
    request.pinned().ifPresent(earlier -> FileList.requireSame(earlier, files));
    return new SourcePin(
        "athena",
        name.toString(),
        table.identity().location(),
        null,
        null,
        request.asOf(),
        wanted.source().filter().orElse(null),
        ScanProjection.columns(UnreadType.forPin(schema())),
        files,
        table.identity(),
        query);
  }

  /**
   * Compares the metadata file of an Iceberg table in the catalog, which changes with every commit,
   * so that nothing has to be unloaded.
   */
  @Override
  public SourceChange findGrowth(SourcePin earlier) {
    String metadata = table.identity().metadata();
    boolean isSame =
        metadata != null && earlier.table() != null && metadata.equals(earlier.table().metadata());
    return isSame
        ? SourceChange.nothing(this, "the table's metadata file has not changed since the run")
        : SourceChange.all(this, "Athena unloads all rows and cannot determine which are new");
  }

  private String unload(Set<String> columns, String to) {
    String select = AthenaSql.select(wanted, name, columns, PredicateText.athena(predicates));
    return folder.unload(select, to);
  }

  /**
   * Returns the columns that the job uses and those that the filter reads; Spark applies the filter
   * again.
   */
  private Set<String> used() {
    Set<String> columns = new LinkedHashSet<>(wanted.roles().used());
    predicates.forEach(e -> columns.addAll(Predicates.reads(e)));
    return columns;
  }

  /**
   * Runs a query that returns no rows: Athena checks the grants before it reads anything. Each call
   * starts a new query.
   */
  @Override
  public void probe() {
    String select = AthenaSql.select(wanted, name, used(), Optional.empty()) + " LIMIT 0";
    folder.run(select);
  }

  @Override
  public Dataset<Row> readRows() {
    return ScanProjection.of(folder.readRows(used(), pin().files()), wanted);
  }

  /**
   * Unloads the table a second time, because the run's unload has only the columns the job uses.
   */
  @Override
  public Dataset<Row> readEveryColumn() {
    Set<String> columns = new LinkedHashSet<>();
    for (StructField field : schema().fields()) {
      if (!UnreadType.is(field.dataType())) {
        columns.add(field.name());
      }
    }
    unload(columns, "every");
    return ScanProjection.every(
        folder.readRows(columns, folder.listFiles("every")), wanted, schema());
  }

  @Override
  public void requireUnchanged() {
    FileList.requireSame(pin(), folder.listFiles("rows"));
  }
}
