package io.riskmesh.catalog;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.encode;
import static org.apache.spark.sql.functions.lit;

import io.riskmesh.catalog.SourcePin.SourceFile;
import io.riskmesh.config.SourceFormat;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.rows.UnreadType;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.StorageOutage;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files under a path, listed once. */
final class FileSource implements SourceTable {
  private static final Logger LOG = LoggerFactory.getLogger(FileSource.class);

  private final SparkSession spark;
  private final SourceSelection wanted;
  private final SourcePin pin;
  private final StructType schema;
  private final FileRows files;
  private final List<String> remarks;

  /**
   * Creates the source of files that were listed.
   *
   * @param schema their common columns, and the keys of their folders
   */
  private FileSource(
      SparkSession spark,
      SourceSelection wanted,
      SourcePin pin,
      StructType schema,
      FileRows files,
      List<String> remarks) {
    this.spark = spark;
    this.wanted = wanted;
    this.pin = pin;
    this.schema = schema;
    this.files = files;
    this.remarks = remarks;
  }

  static FileSource open(
      SparkSession spark, SourceSelection wanted, String asOf, Optional<SourcePin> pinned) {
    String path = wanted.source().path().orElseThrow();
    FileList.Listing listing = list(spark, path);
    pinned.ifPresent(pin -> FileList.requireSame(pin, listing.files()));
    FileRows files = read(spark, wanted, path, listing.files());
    StructType schema = files.schema(wanted.roles().used());
    SourcePin pin =
        new SourcePin(
            "files",
            path,
            path,
            null,
            null,
            asOf,
            wanted.source().filter().orElse(null),
            ScanProjection.columns(UnreadType.forPin(schema)),
            listing.files(),
            null,
            null);
    List<String> remarks = listing.remark().stream().toList();
    remarks.forEach(LOG::warn);
    return new FileSource(spark, wanted, pin, schema, files, remarks);
  }

  private static FileList.Listing list(SparkSession spark, String path) {
    FileList.Listing listing;
    try {
      listing = FileList.list(spark.sessionState().newHadoopConf(), path);
    } catch (IOException | IllegalArgumentException e) {
      throw StorageOutage.of(e, "listing source.path " + path)
          .orElseGet(() -> missing(path, "does not exist or cannot be listed", e));
    }
    if (listing.files().isEmpty()) {
      String skipped = listing.remark().map(remark -> ": " + remark).orElse("");
      throw missing(path, "has no file with content" + skipped, null);
    }
    return listing;
  }

  private static RunException missing(String path, String why, Exception cause) {
    return new RunException(
        Outcome.SOURCE_MISSING, "source.path %s %s".formatted(path, why), cause);
  }

  private static FileRows read(
      SparkSession spark, SourceSelection wanted, String path, List<SourceFile> files) {
    SourceFormat format = wanted.source().format().orElseThrow();
    Map<String, String> options = FileOptions.of(format, wanted.source());
    Configuration hadoop = spark.sessionState().newHadoopConf();
    try {
      Path root = new Path(path);
      PartitionFolders folders =
          PartitionFolders.of(
              root.getFileSystem(hadoop).makeQualified(root), files, wanted.roles().used());
      return new FileRows(
          format, options, folders, FileShapes.readAll(spark, path, format, options, files));
    } catch (IOException e) {
      throw ReadFailure.of(e, path, "source.path %s cannot be read".formatted(path));
    }
  }

  @Override
  public SourcePin pin() {
    return pin;
  }

  @Override
  public StructType schema() {
    return schema;
  }

  @Override
  public boolean isText() {
    return files.isText();
  }

  @Override
  public List<String> remarks() {
    return remarks;
  }

  @Override
  public Dataset<Row> readRows() {
    return readRowsByFile().drop(StagedColumns.FILE);
  }

  @Override
  public Dataset<Row> readRowsByFile() {
    Set<String> used = new LinkedHashSet<>(wanted.roles().used());
    Predicates.of(spark, wanted, UnreadType.asText(schema))
        .forEach(predicate -> used.addAll(Predicates.reads(predicate)));
    FileRows.requireReadable(schema, used);
    Dataset<Row> all = pin.files().size() > 1 ? all() : all().drop(StagedColumns.FILE);
    return isText() ? text().of(all, wanted) : typed(all);
  }

  private Dataset<Row> typed(Dataset<Row> all) {
    List<String> unmarked = wanted.roles().used().stream().filter(files::isUnmarkedText).toList();
    if (unmarked.isEmpty()) {
      return ScanProjection.of(all, wanted);
    }
    Column undecoded = lit(false);
    for (String name : unmarked) {
      Column bytes = StagedColumns.column(name).cast(DataTypes.BinaryType);
      Column decoded = encode(StagedColumns.column(name), "UTF-8");
      undecoded = undecoded.or(coalesce(bytes.notEqual(decoded), lit(false)));
    }
    return ScanProjection.of(
        all.withColumn(StagedColumns.UNDECODED, undecoded),
        wanted,
        List.of(StagedColumns.UNDECODED));
  }

  @Override
  public Dataset<Row> readEveryColumn() {
    return isText() ? text().every(all(), wanted) : ScanProjection.every(all(), wanted, schema);
  }

  private Dataset<Row> all() {
    Dataset<Row> rows = files.rows(spark, schema);
    return isText() ? rows : new TextRows(files.keys(), new StructType()).among(rows, wanted);
  }

  private TextRows text() {
    return new TextRows(UnreadType.asText(schema), new StructType());
  }

  @Override
  public void requireUnchanged() {
    FileList.requireSame(pin, list(spark, pin.name()).files());
  }

  @Override
  public SourceChange findGrowth(SourcePin earlier) {
    return FileList.grown(
        this,
        earlier,
        pin.files(),
        some ->
            new FileSource(
                spark, wanted, pin, schema, files.only(new LinkedHashSet<>(some)), remarks));
  }
}
