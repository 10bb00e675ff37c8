package io.riskmesh.catalog;

import static org.apache.spark.sql.functions.lit;

import io.riskmesh.aws.ArtifactStores;
import io.riskmesh.aws.AwsClients;
import io.riskmesh.catalog.SourcePin.SourceFile;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.rows.UnreadType;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.S3Uri;
import io.riskmesh.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A table that Athena unloads into the run's own folder, projected and filtered: for tables with
 * row or column filters, and wherever Spark gets no credentials for their files. The unload, which
 * happens when the pin is asked for, is the pin: another attempt of the run reads the same files.
 */
final class AthenaSource implements SourceTable {
  private final SparkSession spark;
  private final AwsClients aws;
  private final SourceRequest request;
  private final SourceSelection wanted;
  private final TableName name;
  private final TableMetadata table;
  private final List<Expression> predicates;
  private SourcePin pin;

  AthenaSource(
      SparkSession spark,
      AwsClients aws,
      SourceRequest request,
      TableName name,
      TableMetadata table) {
    this.spark = spark;
    this.aws = aws;
    this.request = request;
    this.wanted = request.wanted();
    this.name = name;
    this.table = table;
    this.predicates = Predicates.of(spark, wanted, UnreadType.asText(schema()));
    requireS3();
    requireVersion();
  }

  /**
   * Athena travels to a snapshot by its id or by a time alone.
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
                  "source.snapshot %s: Athena takes a snapshot's id or a time, no tag, branch or schema. Give the id that it stands for."
                      .formatted(snapshot));
            });
  }

  private void requireS3() {
    if (!S3Uri.is(request.intermediate())) {
      throw new RunException(
          Outcome.USAGE,
          "catalog.type: athena unloads into the artifacts, and artifacts.uri %s is not on S3"
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

  /** Only the unload would tell. */
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
    List<SourceFile> files = files("rows");
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
   * Of an Iceberg table the catalog tells whether there was a commit; nothing is unloaded for it.
   */
  @Override
  public SourceChange grownSince(SourcePin earlier) {
    String metadata = table.identity().metadata();
    boolean isSame =
        metadata != null && earlier.table() != null && metadata.equals(earlier.table().metadata());
    return isSame
        ? SourceChange.nothing(this, "the table's metadata file is the one that the run read")
        : SourceChange.all(
            this, "Athena unloads what is there, and cannot tell which rows are new");
  }

  private String folder() {
    return request.intermediate() + "/athena";
  }

  private String unload(Set<String> columns, String to) {
    String select = AthenaSql.select(wanted, name, columns, PredicateText.athena(predicates));
    try (Store store = ArtifactStores.open(request.env(), folder())) {
      return new AthenaUnload(query(), store, S3Uri.ofAws(folder()), to).run(select);
    }
  }

  private List<SourceFile> files(String in) {
    return TableFiles.list(
            spark.sessionState().newHadoopConf(), table.identity(), folder() + "/" + in)
        .files();
  }

  private AthenaQuery query() {
    return new AthenaQuery(aws, request.env().catalog());
  }

  /** What the job uses, and what the filter reads, which Spark applies once more. */
  private Set<String> used() {
    Set<String> columns = new LinkedHashSet<>(wanted.roles().used());
    predicates.forEach(e -> columns.addAll(Predicates.reads(e)));
    return columns;
  }

  /** Asks for no row: Athena refuses what is not granted before it reads any. Each time anew. */
  @Override
  public void probe() {
    String select = AthenaSql.select(wanted, name, used(), Optional.empty()) + " LIMIT 0";
    query().run(select, S3Uri.ofAws(folder()) + "/results/");
  }

  @Override
  public Dataset<Row> rows() {
    return ScanProjection.of(unloaded(used(), pin().files()), wanted);
  }

  /** By an unload of its own, since the run's has but what the job uses. */
  @Override
  public Dataset<Row> everyColumn() {
    Set<String> columns = new LinkedHashSet<>();
    for (StructField field : schema().fields()) {
      if (!UnreadType.is(field.dataType())) {
        columns.add(field.name());
      }
    }
    unload(columns, "every");
    return ScanProjection.every(unloaded(columns, files("every")), wanted, schema());
  }

  @Override
  public void requireUnchanged() {
    FileList.requireSame(pin(), files("rows"));
  }

  /** With the catalog's types; where Athena has written no file there is no row. */
  private Dataset<Row> unloaded(Set<String> columns, List<SourceFile> files) {
    if (files.isEmpty()) {
      return spark.createDataFrame(List.of(), UnreadType.asText(schema()));
    }
    Dataset<Row> rows = HiveGroups.unloaded(spark, table, columns, files);
    List<Column> all = new ArrayList<>();
    for (StructField field : UnreadType.asText(schema()).fields()) {
      boolean isThere = StagedColumns.has(rows.schema(), field.name());
      Column none = lit(null).cast(field.dataType()).as(field.name());
      all.add(isThere ? StagedColumns.column(field.name()) : none);
    }
    return rows.select(all.toArray(Column[]::new));
  }
}
